package dev.holdfast.baselines.stat;

/// Random subsets of a fixed size as bits, every subset equally likely.
///
/// Each of the `size` members is first taken or not, all with the same probability, a sixteenth multiple near
/// `chosen / size`: a few random words decide on 64 members at once. Given how many were taken, every subset of that
/// many is equally likely. Then random members are dropped or added until there are as many as wanted, which keeps
/// it so. A shuffle costs a throw of dice a member; this costs one for each that is too many or missing, about the
/// root of `size / 4`.
final class RandomSubset {
    private static final int SIXTEENTHS = 4;

    private final int size;
    private final int chosen;
    private final int probability;
    private final long[] bits;

    RandomSubset(int size, int chosen) {
        this.size = size;
        this.chosen = chosen;
        this.probability = (int) (((long) chosen << SIXTEENTHS) / size);
        this.bits = new long[words(size)];
    }

    /// Words that hold a bit for each of `size` members.
    static int words(int size) {
        return Math.ceilDiv(size, Long.SIZE);
    }

    /// The next subset, in the same array at every call.
    long[] next(Dice dice) {
        int count = takeAbout(dice);
        for (; count > chosen; count--) {
            flip(dice.below(count), 0);
        }
        for (; count < chosen; count++) {
            flip(dice.below(size - count), -1);
        }
        return bits;
    }

    private int takeAbout(Dice dice) {
        int count = 0;
        for (int word = 0; word < bits.length; word++) {
            bits[word] = word(dice) & members(word);
            count += Long.bitCount(bits[word]);
        }
        return count;
    }

    private long members(int word) {
        int left = size - word * Long.SIZE;
        return left >= Long.SIZE ? -1L : (1L << left) - 1;
    }

    /// Bits that are set with the probability, by its binary digits from the last one on: a 1 sets half of those
    /// not yet set, a 0 clears half of those that are.
    private long word(Dice dice) {
        long word = 0;
        for (int digit = Integer.numberOfTrailingZeros(probability); digit < SIXTEENTHS; digit++) {
            long random = dice.bits();
            word = (probability >>> digit & 1) == 1 ? word | random : word & random;
        }
        return word;
    }

    /// Turns one of the members that are in the subset (`outside` = 0) or not in it (−1), counted from the first.
    private void flip(int place, long outside) {
        int left = place;
        int word = 0;
        long candidates = (bits[0] ^ outside) & members(0);
        for (int here = Long.bitCount(candidates); here <= left; here = Long.bitCount(candidates)) {
            left -= here;
            word++;
            candidates = (bits[word] ^ outside) & members(word);
        }
        bits[word] ^= Long.expand(1L << left, candidates);
    }
}
