package dev.holdfast.service.audit;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.merkle.Hash;
import dev.holdfast.service.merkle.Inclusion;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The leaves of a bundle, held one by one against the root that was signed.
final class Leaves {
    private final Checkpoint checkpoint;
    private final Set<Long> sizes;
    private final Lines lines;
    private final Map<Long, Hash> roots = new HashMap<>();

    /// @param sizes of older trees whose roots are wanted
    Leaves(Checkpoint checkpoint, Set<Long> sizes, Lines lines) {
        this.checkpoint = checkpoint;
        this.sizes = Set.copyOf(sizes);
        this.lines = lines;
    }

    /// The roots that the log had at the wanted sizes, as far as leaves were seen with which it ended then.
    Map<Long, Hash> roots() {
        return Map.copyOf(roots);
    }

    /// What is wrong with the next leaf; empty where it is proved.
    Optional<String> flaw(long seq) throws IOException {
        try {
            var line = lines.next();
            if (line.isEmpty()) {
                return Optional.of("is missing: the bundle ends before it");
            }
            var entry = Json.read("leaf " + seq, line.get(), Bundle.Entry.class);
            return Json.canonical(entry).equals(line.get())
                    ? flaw(seq, entry)
                    : Optional.of("is not spelled as it was written");
        } catch (InvalidDocumentException e) {
            return Optional.of("cannot be read: " + e.problems().getFirst().message());
        } catch (CharacterCodingException e) {
            return Optional.of("cannot be read: it is no whole line of UTF-8");
        }
    }

    /// Whether anything follows.
    boolean more() throws IOException {
        try {
            return lines.next().isPresent();
        } catch (CharacterCodingException e) {
            return true;
        }
    }

    private Optional<String> flaw(long seq, Bundle.Entry entry) {
        if (entry.event().seq() != seq) {
            return Optional.of("is missing: leaf " + entry.event().seq() + " stands in its place");
        }
        var leaf = entry.event().hash();
        var inclusion = new Inclusion(seq, checkpoint.size(), entry.path());
        if (!inclusion.proves(leaf, checkpoint.root())) {
            return Optional.of("is not what was logged: it is not in the tree that was signed");
        }
        if (sizes.contains(seq + 1)) {
            inclusion.rootUpTo(leaf).ifPresent(root -> roots.put(seq + 1, root));
        }
        return Optional.empty();
    }
}
