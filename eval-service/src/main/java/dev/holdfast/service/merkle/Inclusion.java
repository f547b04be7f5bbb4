package dev.holdfast.service.merkle;

import java.util.List;
import java.util.Optional;

/// Shows that a leaf is in a tree: the hashes beside its way up to the root. Checked as RFC 9162, section 2.1.3.2,
/// says.
///
/// @param index of the leaf, from 0
/// @param size  leaves of the tree
public record Inclusion(long index, long size, List<Hash> path) {
    public Inclusion {
        path = List.copyOf(path);
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("there is no leaf " + index + " in a tree of " + size);
        }
    }

    /// Whether the leaf is in the tree with this root, at this index.
    public boolean proves(Hash leaf, Hash root) {
        return climb(leaf).filter(top -> top.whole().equals(root)).isPresent();
    }

    /// The root of the tree that ended with this leaf, which the path knows too. To be believed only if the path
    /// [proves][#proves(Hash,Hash)] the leaf.
    ///
    /// @return empty where the path is not as long as it must be
    public Optional<Hash> rootUpTo(Hash leaf) {
        return climb(leaf).map(Top::upTo);
    }

    /// @param whole the root of the tree
    /// @param upTo  the root without the leaves that came later
    private record Top(Hash whole, Hash upTo) {}

    private Optional<Top> climb(Hash leaf) {
        var place = new Place(index, size - 1);
        var top = new Top(leaf, leaf);
        for (var beside : path) {
            if (place.isRoot()) {
                return Optional.empty();
            }
            top = place.joinsLeft()
                    ? new Top(Hash.node(beside, top.whole()), Hash.node(beside, top.upTo()))
                    : new Top(Hash.node(top.whole(), beside), top.upTo());
            place = place.joined();
        }
        return place.isRoot() ? Optional.of(top) : Optional.empty();
    }
}
