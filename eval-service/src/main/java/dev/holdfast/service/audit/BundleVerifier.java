package dev.holdfast.service.audit;

import dev.holdfast.baselines.certify.PublicKey;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.service.audit.Verification.Tampered;
import dev.holdfast.service.audit.Verification.Unproven;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Checks a bundle, offline: the signature of its checkpoint, that every leaf is in the tree it signs, and that the
/// tree continues older checkpoints.
public final class BundleVerifier {
    private final Collection<PublicKey> trusted;
    private final List<Older> older;

    /// @param trusted keys that are believed
    /// @param older   checkpoints that were handed out before
    public BundleVerifier(Collection<PublicKey> trusted, List<Older> older) {
        this.trusted = List.copyOf(trusted);
        this.older = List.copyOf(older);
    }

    /// A checkpoint that was kept since, as a signed note.
    public record Older(String source, String note) {}

    public Verification verify(String source, InputStream bytes) throws IOException {
        var lines = new Lines(new BufferedInputStream(bytes));
        try {
            var bundle = head(source, lines);
            var checkpoints = new ArrayList<Checkpoint>();
            for (var one : older) {
                switch (SignedCheckpoint.open(one.source(), one.note(), trusted)) {
                    case SignedCheckpoint.Opened opened -> checkpoints.add(opened.checkpoint());
                    case SignedCheckpoint.Rejected rejected -> {
                        return rejected.verification();
                    }
                }
            }
            checkpoints.sort(Comparator.comparingLong(Checkpoint::size));
            return switch (SignedCheckpoint.open(source, bundle.checkpoint(), trusted)) {
                case SignedCheckpoint.Opened opened -> verify(bundle, opened, checkpoints, lines);
                case SignedCheckpoint.Rejected rejected -> rejected.verification();
            };
        } catch (InvalidDocumentException e) {
            return new Unproven(e.problems().getFirst().toString());
        } catch (CharacterCodingException e) {
            return new Unproven(source + " is not a text of lines");
        }
    }

    private static Bundle head(String source, Lines lines) throws IOException {
        var line = lines.next().orElse("");
        var bundle = Json.read(source, line, Bundle.class);
        if (!Json.canonical(bundle).equals(line)) {
            throw new InvalidDocumentException(Problem.ofLine(source, 1, "is not spelled as it was written"));
        }
        return bundle;
    }

    private static Verification verify(
            Bundle bundle, SignedCheckpoint.Opened signed, List<Checkpoint> ascending, Lines lines) throws IOException {
        var checkpoint = signed.checkpoint();
        if (bundle.end() > checkpoint.size()) {
            return new Tampered(
                    OptionalLong.of(checkpoint.size()),
                    "leaf %d is not in the log that was signed, which has %d leaves"
                            .formatted(checkpoint.size(), checkpoint.size()));
        }
        var sizes = ascending.stream().map(Checkpoint::size).collect(Collectors.toSet());
        var leaves = new Leaves(checkpoint, sizes, lines);
        for (var seq = bundle.first(); seq < bundle.end(); seq++) {
            var flaw = leaves.flaw(seq);
            if (flaw.isPresent()) {
                return new Tampered(OptionalLong.of(seq), "leaf " + seq + " " + flaw.get());
            }
        }
        if (leaves.more()) {
            return new Tampered(OptionalLong.empty(), "something was added after the last leaf of the bundle");
        }
        return new History(bundle, signed, leaves.roots()).check(ascending);
    }
}
