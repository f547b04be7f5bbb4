package dev.holdfast.service.merkle;

import java.util.ArrayList;
import java.util.List;

/// A tree that lies in memory and grows.
public final class MemoryNodes implements Nodes {
    private final List<List<Hash>> levels = new ArrayList<>();
    private long size;

    public void add(Hash leaf) {
        for (var node : tree().grown(leaf)) {
            if (levels.size() == node.level()) {
                levels.add(new ArrayList<>());
            }
            levels.get(node.level()).add(node.hash());
        }
        size++;
    }

    public MerkleTree tree() {
        return new MerkleTree(this, size);
    }

    @Override
    public Hash at(int level, long index) {
        return levels.get(level).get(Math.toIntExact(index));
    }
}
