package dev.holdfast.service.audit;

import dev.holdfast.service.audit.Verification.Proven;
import dev.holdfast.service.audit.Verification.Tampered;
import dev.holdfast.service.audit.Verification.Unproven;
import dev.holdfast.service.merkle.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A proved bundle, held against checkpoints that were handed out before.
final class History {
    private final Bundle bundle;
    private final SignedCheckpoint.Opened signed;
    private final Map<Long, Hash> roots;

    /// @param roots that the log had, by its size then, as far as the leaves of the bundle tell
    History(Bundle bundle, SignedCheckpoint.Opened signed, Map<Long, Hash> roots) {
        this.bundle = bundle;
        this.signed = signed;
        this.roots = roots;
    }

    /// @param ascending by size
    Verification check(List<Checkpoint> ascending) {
        var known = new ArrayList<Long>();
        for (var checkpoint : ascending) {
            var objection = objection(checkpoint, known.isEmpty() ? 0 : known.getLast());
            if (objection.isPresent()) {
                return objection.get();
            }
            known.add(checkpoint.size());
        }
        var checkpoint = signed.checkpoint();
        return new Proven(
                checkpoint.origin(),
                bundle.first(),
                bundle.count(),
                checkpoint.size(),
                signed.key().id(),
                known);
    }

    /// @param unchanged leaves that an older checkpoint has shown to be what they were
    private Optional<Verification> objection(Checkpoint older, long unchanged) {
        var newer = signed.checkpoint();
        if (!older.origin().equals(newer.origin())) {
            return Optional.of(new Unproven(
                    "the checkpoint is of the log " + older.origin() + ", the bundle of " + newer.origin()));
        }
        if (older.size() > newer.size()) {
            return Optional.of(new Unproven(
                    "leaf %d is missing: the log had %d leaves once, and has %d here; the bundle is older than the checkpoint, or leaves were cut off"
                            .formatted(newer.size(), older.size(), newer.size())));
        }
        return continues(older)
                .map(continued -> continued ? Optional.<Verification>empty() : rewritten(older, unchanged))
                .orElseGet(() -> unknown(older));
    }

    /// Whether the log continues the checkpoint; empty where the bundle does not tell.
    private Optional<Boolean> continues(Checkpoint older) {
        var newer = signed.checkpoint();
        if (older.size() == 0 || older.size() == newer.size()) {
            return Optional.of(older.root().equals(older.size() == 0 ? Hash.EMPTY : newer.root()));
        }
        if (roots.containsKey(older.size())) {
            return Optional.of(older.root().equals(roots.get(older.size())));
        }
        return bundle.consistency().stream()
                .filter(proof -> proof.from() == older.size() && proof.to() == newer.size())
                .findFirst()
                .map(proof -> proof.proves(older.root(), newer.root()));
    }

    private static Optional<Verification> rewritten(Checkpoint older, long unchanged) {
        var which = older.size() == unchanged + 1
                ? "leaf " + unchanged + " is not what it was"
                : "one of the leaves %d to %d is not what it was, or is gone, or was put in between"
                        .formatted(unchanged, older.size() - 1);
        var leaf = older.size() == unchanged + 1 ? OptionalLong.of(unchanged) : OptionalLong.empty();
        return Optional.of(
                new Tampered(leaf, "the log was rewritten since it had " + older.size() + " leaves: " + which));
    }

    private static Optional<Verification> unknown(Checkpoint older) {
        return Optional.of(new Unproven(
                "the bundle does not tell whether the log continues the checkpoint of %d leaves: it holds neither leaf %d nor a proof of consistency"
                        .formatted(older.size(), older.size() - 1)));
    }
}
