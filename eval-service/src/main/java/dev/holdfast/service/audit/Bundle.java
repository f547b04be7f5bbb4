package dev.holdfast.service.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.merkle.Consistency;
import dev.holdfast.service.merkle.Hash;
import dev.holdfast.service.merkle.MerkleTree;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/// Leaves of a log with the proofs that they are in it, to be checked without the service. As a file it is JSON Lines:
/// this head, then an [Entry] a leaf, each in its one spelling.
///
/// @param version     of the form, 1
/// @param checkpoint  a signed note, whose tree every leaf is proved to be in
/// @param first       leaf that follows
/// @param count       leaves that follow
/// @param consistency proofs that older trees are the beginning of this one
public record Bundle(
        @JsonProperty("holdfast_audit") int version,
        String checkpoint,
        long first,
        long count,
        List<Consistency> consistency) {
    static final int VERSION = 1;

    public Bundle {
        consistency = List.copyOf(consistency);
        if (version != VERSION) {
            throw new IllegalArgumentException("this version reads bundles of version 1, not " + version);
        }
        if (first < 0 || count < 0) {
            throw new IllegalArgumentException("a bundle cannot hold " + count + " leaves from " + first);
        }
    }

    /// A leaf, and the hashes beside its way to the root.
    public record Entry(Event event, List<Hash> path) {
        public Entry {
            path = List.copyOf(path);
        }
    }

    /// Whether a file that begins so is a bundle.
    public static boolean begins(String line) {
        return line.startsWith("{\"checkpoint\":") && line.contains("\"holdfast_audit\":");
    }

    /// Where the leaf after the last would stand.
    long end() {
        return first + count;
    }

    /// Writes leaves of a log with their proofs.
    ///
    /// @param tree   that the checkpoint is about
    /// @param events as many as the head says, in order
    public void write(MerkleTree tree, Stream<Event> events, Appendable out) throws IOException {
        line(out, this);
        for (var event : (Iterable<Event>) events::iterator) {
            line(out, new Entry(event, tree.inclusion(event.seq()).path()));
        }
    }

    private static void line(Appendable out, Object document) throws IOException {
        out.append(Json.canonical(document)).append('\n');
    }
}
