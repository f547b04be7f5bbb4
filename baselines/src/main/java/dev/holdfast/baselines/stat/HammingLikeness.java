package dev.holdfast.baselines.stat;

/// How alike texts are: the share of places that hold the same symbol, of the places of the longer text.
///
/// Unlike the kernel of [MmdHamming] it does not count padding, so that it can be shown to people: "yes" and
/// "no" share nothing. Two empty texts are alike.
public final class HammingLikeness {
    private HammingLikeness() {}

    public static double of(int[] one, int[] other) {
        int places = Math.max(one.length, other.length);
        int equal = 0;
        for (int i = 0; i < Math.min(one.length, other.length); i++) {
            equal += one[i] == other[i] ? 1 : 0;
        }
        return places == 0 ? 1 : (double) equal / places;
    }

    /// Mean over all pairs of different texts of one sample, of which there are at least two.
    public static double within(int[][] texts) {
        Arguments.atLeast(2, texts.length, "texts");
        double sum = 0;
        for (int i = 1; i < texts.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += of(texts[i], texts[j]);
            }
        }
        return sum / (texts.length * (texts.length - 1) / 2.0);
    }

    /// Mean over all pairs of a text of one sample and one of the other.
    public static double across(int[][] texts, int[][] others) {
        Arguments.atLeast(1, Math.min(texts.length, others.length), "texts");
        double sum = 0;
        for (int[] text : texts) {
            for (int[] other : others) {
                sum += of(text, other);
            }
        }
        return sum / ((double) texts.length * others.length);
    }
}
