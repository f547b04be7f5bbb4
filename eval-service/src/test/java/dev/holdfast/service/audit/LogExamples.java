package dev.holdfast.service.audit;

import dev.holdfast.baselines.certify.SigningKey;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.service.merkle.MemoryNodes;
import dev.holdfast.service.merkle.MerkleTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Logs of made-up events.
final class LogExamples {
    static final String ORIGIN = "holdfast.example.com/acme";
    private static final Instant START = Instant.parse("2026-11-29T02:00:00Z");

    private LogExamples() {}

    static Event event(long seq) {
        return event(seq, "because of ticket " + seq);
    }

    static Event event(long seq, String reason) {
        return new Event(
                "ev-" + Digest.of("seed/" + seq).brief(),
                seq,
                "acme",
                START.plusMillis(1_500 * seq),
                new Actor("user", "u-17", Optional.of("token"), Optional.empty()),
                "pact.changed",
                new Subject("pact", "order-desk", Optional.of("v" + seq)),
                seq == 0 ? Optional.empty() : Optional.of(Digest.of("pact " + (seq - 1))),
                Optional.of(Digest.of("pact " + seq)),
                Optional.of(reason),
                Optional.of("req-" + seq),
                Optional.empty());
    }

    static List<Event> events(long size) {
        return LongStream.range(0, size).mapToObj(LogExamples::event).toList();
    }

    static MerkleTree tree(List<Event> events) {
        var nodes = new MemoryNodes();
        events.forEach(event -> nodes.add(event.hash()));
        return nodes.tree();
    }

    static Checkpoint checkpoint(List<Event> events) {
        return new Checkpoint(ORIGIN, events.size(), tree(events).root());
    }

    /// The whole log.
    static String bundle(List<Event> events, SigningKey key) {
        return bundle(events, 0, key, List.of());
    }

    /// The log from a leaf on, with proofs that it continues itself at some sizes.
    static String bundle(List<Event> events, int first, SigningKey key, List<Long> sizes) {
        var tree = tree(events);
        var note = checkpoint(events).sign(key).written();
        var proofs = sizes.stream().map(tree::consistency).toList();
        var text = new StringBuilder();
        try {
            new Bundle(Bundle.VERSION, note, first, events.size() - first, proofs)
                    .write(tree, events.stream().skip(first), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    static Verification verify(String bundle, SigningKey key, BundleVerifier.Older... older) {
        return verify(bundle.getBytes(StandardCharsets.UTF_8), key, older);
    }

    static Verification verify(byte[] bundle, SigningKey key, BundleVerifier.Older... older) {
        try {
            return new BundleVerifier(List.of(key.publicKey()), List.of(older))
                    .verify("bundle", new ByteArrayInputStream(bundle));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
