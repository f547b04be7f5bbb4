package dev.holdfast.harness.score;

import java.text.Normalizer;
import java.util.Locale;

/// Counts of character n-grams, hashed with a sign into a fixed number of places (Weinberger et al. 2009,
/// "Feature Hashing for Large Scale Multitask Learning": the signs make collisions cancel on average).
///
/// It needs no model, and knows nothing of meaning: texts are alike when they are spelt alike. It is what
/// `similarity` is computed with where the pact names no model, and is called lexical wherever it is told of.
record LexicalEmbedder(int places) implements Embedder {
    static final LexicalEmbedder DEFAULT = new LexicalEmbedder(4096);

    private static final int SHORTEST = 3;
    private static final int LONGEST = 5;

    /// Fowler, Noll and Vo's hash (FNV-1a, 32 bits): the same on every machine and in every version of Java.
    private static final int FNV_OFFSET = 0x811c9dc5;

    private static final int FNV_PRIME = 0x01000193;

    @Override
    public float[] embed(String text) {
        var vector = new float[places];
        var plain = " "
                + Normalizer.normalize(text, Normalizer.Form.NFKC)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[\\s\\p{Punct}]+", " ")
                        .strip()
                + " ";
        for (int start = 0; start < plain.length(); start++) {
            int hash = FNV_OFFSET;
            for (int end = start; end < Math.min(plain.length(), start + LONGEST); end++) {
                hash = (hash ^ plain.charAt(end)) * FNV_PRIME;
                if (end - start + 1 >= SHORTEST) {
                    add(vector, mixed(hash));
                }
            }
        }
        return vector;
    }

    private void add(float[] vector, int hash) {
        vector[Math.floorMod(hash >>> 1, places)] += (hash & 1) == 0 ? 1 : -1;
    }

    /// FNV's low bits are weak; this is the last step of MurmurHash3.
    private static int mixed(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }
}
