package dev.holdfast.baselines.stat;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Do completions still come from the certified distribution? Maximum mean discrepancy with the Hamming kernel.
///
/// Null hypothesis: for every prompt, certified and new completions are exchangeable. Two completions of one
/// prompt are as similar as they have equal symbols (characters or tokens) in equal places; of different prompts,
/// not at all. Labels are permuted within the prompt and p = (1 + c) / (1 + B). Reference: Gao, Liang and Guestrin
/// (ICLR 2025), Model Equality Testing, arXiv 2410.20247.
public record MmdHamming(int permutations, long seed) {
    private static final int PADDING = -1;
    /// Statistics closer than this share of the largest possible similarity are ties: they differ by rounding.
    private static final double TIE = 1e-12;

    /// The unbiased squared discrepancy, which may be slightly negative, and the p-value of its being this large.
    public record Result(double squaredDiscrepancy, double p) {}

    public MmdHamming {
        Arguments.atLeast(1, permutations, "number of permutations");
    }

    /// The code points of a text, cut or padded to `length`.
    public static int[] padded(String text, int length) {
        Arguments.atLeast(1, length, "length");
        int[] codePoints = text.codePoints().limit(length).toArray();
        int[] padded = Arrays.copyOf(codePoints, length);
        Arrays.fill(padded, codePoints.length, length, PADDING);
        return padded;
    }

    /// `certified[prompt][sample]` and `candidate[prompt][sample]` are symbols, all padded to one length.
    public Result test(int[][][] certified, int[][][] candidate) {
        requireSameShape(certified, candidate);
        var pairs = PromptSimilarities.Pairs.of(samples(certified), samples(candidate));
        RelabelledSum.Task[] prompts = IntStream.range(0, certified.length)
                .parallel()
                .mapToObj(prompt -> PromptSimilarities.task(certified[prompt], candidate[prompt], pairs))
                .toArray(RelabelledSum.Task[]::new);
        var discrepancy = new RelabelledSum(prompts);
        double observed = discrepancy.observed();
        double[] permuted = Replicates.of(permutations, seed, () -> discrepancy);
        double tie = TIE * certified[0][0].length;
        double extreme = DoubleStream.of(permuted)
                .filter(value -> value >= observed - tie)
                .count();
        return new Result(observed, (1 + extreme) / (1 + permutations));
    }

    private static int samples(int[][][] prompts) {
        return Arrays.stream(prompts).mapToInt(prompt -> prompt.length).sum();
    }

    private static void requireSameShape(int[][][] certified, int[][][] candidate) {
        Arguments.sameLength(certified.length, candidate.length);
        Arguments.atLeast(1, certified.length, "number of prompts");
        boolean informative = false;
        for (int prompt = 0; prompt < certified.length; prompt++) {
            Arguments.atLeast(1, certified[prompt].length, "certified samples of prompt " + prompt);
            Arguments.atLeast(1, candidate[prompt].length, "candidate samples of prompt " + prompt);
            informative |= certified[prompt].length + candidate[prompt].length > 2;
            requireLength(certified[0][0].length, certified[prompt], prompt);
            requireLength(certified[0][0].length, candidate[prompt], prompt);
        }
        Arguments.atLeast(2, samples(certified), "certified samples");
        Arguments.atLeast(2, samples(candidate), "candidate samples");
        if (!informative) {
            throw new IllegalArgumentException("one sample a side in each of " + certified.length
                    + " prompts cannot show a change: some prompt needs two on one side");
        }
    }

    private static void requireLength(int length, int[][] samples, int prompt) {
        for (int[] sample : samples) {
            if (sample.length != length || length == 0) {
                throw new IllegalArgumentException("samples must be padded to one positive length, but prompt " + prompt
                        + " has one of " + sample.length + " where the first has " + length);
            }
        }
    }
}
