package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.HammingLikeness;
import dev.holdfast.baselines.stat.MmdHamming;
import dev.holdfast.baselines.stat.NewcombePaired;
import dev.holdfast.baselines.text.Telling;
import dev.holdfast.baselines.text.WordTest;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Measures whether the candidate's answers could come from the certified distribution.
///
/// Two tests look at it: the discrepancy of whole answers ([MmdHamming]) and words that tell the sides apart
/// ([WordTest]). Each finds changes that the other misses, so the smaller p-value counts, doubled (Holm's first
/// step). With a single answer a side on every task the discrepancy is the same under every labelling and the
/// words stand alone; on fewer than ten tasks the discrepancy does. Which of them there are depends on the
/// number of answers, never on what they say, so the level holds.
final class Distribution {
    /// As in the measurements of docs/statistics/distribution.md.
    static final int CHARACTERS = 200;

    /// What two certified answers differ among themselves is no change; a difference of likeness below this
    /// counts as none either.
    static final double TOLERANCE = 0.05;

    /// Of each direction.
    private static final int MOST_WORDS = 4;

    private static final int MOST_OF_A_TASK = 50;
    private static final int MOST_ANSWERS = 20_000;
    private static final int MOST_ANSWERS_FOR_WORDS = 4_000;

    /// From fewer tasks no likeness is estimated.
    private static final int LEAST_TASKS = 10;

    private final PairedAnswers answers;
    private final Confidence confidence;

    Distribution(PairedAnswers all, Confidence confidence) {
        this.answers = all.drawn(MOST_OF_A_TASK, MOST_ANSWERS, confidence.seed());
        this.confidence = confidence;
    }

    /// One test's result.
    private record Tested(double statistic, double p, String method) {}

    /// Empty where there is a single answer a side, and on too few tasks to learn words from.
    Optional<Comparison.Distribution> measure() {
        var before = texts(PairedAnswers.Pair::certified);
        var now = texts(PairedAnswers.Pair::candidate);
        var words = words();
        var tests = new ArrayList<Tested>();
        if (isRepeated()) {
            tests.add(discrepancy(before, now));
        }
        words.ifPresent(told -> tests.add(new Tested(told.accuracy(), told.p(), "classifier on words")));
        return tests.stream().min(Comparator.comparingDouble(Tested::p)).map(smallest -> {
            var sizes = answers.sizes();
            return new Comparison.Distribution(
                    new Comparison.Sample(sizes.tasks(), sizes.certified(), sizes.candidate()),
                    CHARACTERS,
                    smallest.statistic(),
                    Math.min(1, tests.size() * smallest.p()),
                    1,
                    smallest.method() + (tests.size() > 1 ? ", the smaller p of two doubled" : "") + drawn(),
                    likeness(before, now),
                    words);
        });
    }

    private Tested discrepancy(int[][][] before, int[][][] now) {
        var mmd = new MmdHamming(confidence.permutations(), confidence.seed()).test(padded(before), padded(now));
        return new Tested(mmd.squaredDiscrepancy(), mmd.p(), "maximum mean discrepancy, Hamming kernel");
    }

    private String drawn() {
        return answers.pairs().size() < answers.of()
                ? ", on %d of %d tasks drawn by seed".formatted(answers.pairs().size(), answers.of())
                : "";
    }

    /// Whether any task has more than one answer on a side.
    private boolean isRepeated() {
        var sizes = answers.sizes();
        return sizes.certified() >= 2
                && sizes.candidate() >= 2
                && answers.pairs().stream().anyMatch(pair -> pair.answers() > 2);
    }

    private int[][][] texts(Function<PairedAnswers.Pair, List<String>> side) {
        return answers.pairs().stream()
                .map(pair -> side.apply(pair).stream()
                        .map(text -> text.codePoints().limit(CHARACTERS).toArray())
                        .toArray(int[][]::new))
                .toArray(int[][][]::new);
    }

    private static int[][][] padded(int[][][] texts) {
        return Arrays.stream(texts)
                .map(task -> Arrays.stream(task)
                        .map(text -> MmdHamming.padded(new String(text, 0, text.length), CHARACTERS))
                        .toArray(int[][]::new))
                .toArray(int[][][]::new);
    }

    private Optional<Comparison.Likeness> likeness(int[][][] before, int[][][] now) {
        var repeated = IntStream.range(0, before.length)
                .filter(task -> before[task].length > 1)
                .toArray();
        if (repeated.length < LEAST_TASKS) {
            return Optional.empty();
        }
        var certified = Arrays.stream(repeated)
                .mapToDouble(task -> HammingLikeness.within(before[task]))
                .toArray();
        var across = Arrays.stream(repeated)
                .mapToDouble(task -> HammingLikeness.across(before[task], now[task]))
                .toArray();
        var shown = NewcombePaired.of(certified, across, Confidence.SHOWN);
        var bounds = NewcombePaired.of(certified, across, confidence.boundLevel());
        var then = Change.mean(certified);
        var since = Change.mean(across);
        return Optional.of(new Comparison.Likeness(
                repeated.length,
                then,
                since,
                new Estimate(since - then, shown.low(), shown.high()),
                TOLERANCE,
                Math.max(Math.abs(bounds.low()), Math.abs(bounds.high())),
                shown.method()));
    }

    private Optional<Comparison.Words> words() {
        var sample = answers.drawn(MOST_OF_A_TASK, MOST_ANSWERS_FOR_WORDS, confidence.seed());
        var questions = sample.pairs().stream()
                .map(pair -> new WordTest.Question(pair.certified(), pair.candidate()))
                .toList();
        var sizes = sample.sizes();
        return new WordTest(confidence.permutations(), confidence.alpha(), confidence.seed())
                .test(questions)
                .map(told -> new Comparison.Words(
                        told.accuracy(),
                        told.p(),
                        told.tried(),
                        sizes.certified(),
                        sizes.candidate(),
                        telling(told.telling())));
    }

    private static List<Comparison.Word> telling(List<Telling> telling) {
        return Stream.of(true, false)
                .flatMap(candidate -> telling.stream()
                        .filter(word -> word.moreInCandidate() == candidate)
                        .limit(MOST_WORDS))
                .map(word -> new Comparison.Word(word.words(), word.certified(), word.candidate()))
                .toList();
    }
}
