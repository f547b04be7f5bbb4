package dev.holdfast.baselines.text;

import dev.holdfast.baselines.stat.MmdHamming;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// False alarms and power of [MmdHamming] and [WordTest] on real answers: GPT-4 of March and June 2023 (Chen,
/// Zaharia and Zou 2023), printed as a Markdown table.
///
/// There is one answer a question and date. Questions of one kind are asked alike ("Is 17077 a prime number?
/// …"), so answers to several questions of a kind, drawn at random, stand for several answers to one task;
/// under no change they are exchangeable by construction. Of the new answers each is June's, to the same
/// question, with the probability of the row. "Together" is what a promise uses: the smaller p-value, doubled,
/// where there are two. Arguments: trials a row, seed, folder of the data.
final class DistributionSimulation {
    private static final double ALPHA = 0.05;
    private static final int PERMUTATIONS = 999;
    private static final int CHARACTERS = 200;

    /// The answers of both dates to one question.
    private record Answers(String march, String june) {}

    private record Design(String kind, int tasks, int samples, double swapped) {}

    /// Shares of trials with p at most α.
    private record Rates(double mmd, double words, double together) {}

    private final Map<String, List<Answers>> kinds;
    private final int trials;
    private final long seed;

    private DistributionSimulation(Map<String, List<Answers>> kinds, int trials, long seed) {
        this.kinds = kinds;
        this.trials = trials;
        this.seed = seed;
    }

    public static void main(String... args) {
        var folder = Path.of(args[2]);
        var simulation = new DistributionSimulation(read(folder), Integer.parseInt(args[0]), Long.parseLong(args[1]));
        System.out.println("| answers | tasks x samples a side | swapped | discrepancy | words | together |");
        System.out.println("|---|---|---|---|---|---|");
        for (var shape : List.of(
                new Design("prime", 5, 2, 1),
                new Design("prime", 25, 5, 0),
                new Design("prime", 100, 5, 0),
                new Design("happy", 50, 5, 0),
                new Design("code", 5, 5, 0),
                new Design("sensitive", 10, 5, 0))) {
            var swaps =
                    shape.swapped() == 1 || shape.tasks() < 10 ? new double[] {0, 1} : new double[] {0, .05, .1, .2, 1};
            Arrays.stream(swaps)
                    .forEach(swapped ->
                            simulation.row(new Design(shape.kind(), shape.tasks(), shape.samples(), swapped)));
        }
    }

    private static Map<String, List<Answers>> read(Path folder) {
        var march = texts(
                RunFile.read(folder.resolve("recorded-2023-03.jsonl")).runs().getFirst());
        var june = texts(
                RunFile.read(folder.resolve("recorded-2023-06.jsonl")).runs().getFirst());
        var kinds = new HashMap<String, List<Answers>>();
        march.keySet().stream()
                .sorted()
                .filter(june::containsKey)
                .forEach(task -> kinds.computeIfAbsent(task.substring(0, task.indexOf('/')), _ -> new ArrayList<>())
                        .add(new Answers(
                                Objects.requireNonNull(march.get(task)), Objects.requireNonNull(june.get(task)))));
        return kinds;
    }

    private static Map<String, String> texts(Run run) {
        var texts = new HashMap<String, String>();
        run.observations().forEach(o -> {
            if (o.outcome() instanceof Outcome.Answered answered) {
                texts.put(o.task(), answered.text());
            }
        });
        return texts;
    }

    private void row(Design design) {
        var rates = rates(design);
        System.out.printf(
                Locale.ROOT,
                "| %s | %d x %d | %.0f %% | %.1f %% | %s | %.1f %% |%n",
                design.kind(),
                design.tasks(),
                design.samples(),
                100 * design.swapped(),
                100 * rates.mmd(),
                Double.isNaN(rates.words()) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * rates.words()),
                100 * rates.together());
    }

    private Rates rates(Design design) {
        var mmd = 0;
        var words = 0;
        var tried = 0;
        var together = 0;
        for (var trial = 0; trial < trials; trial++) {
            var questions = draw(design, new SplittableRandom(seed + trial));
            var p = new MmdHamming(PERMUTATIONS, trial)
                    .test(padded(questions, true), padded(questions, false))
                    .p();
            mmd += p <= ALPHA ? 1 : 0;
            var told = new WordTest(PERMUTATIONS, ALPHA, trial).test(questions);
            tried += told.isPresent() ? 1 : 0;
            words += told.filter(result -> result.p() <= ALPHA).isPresent() ? 1 : 0;
            var both = told.map(result -> 2 * Math.min(result.p(), p)).orElse(p);
            together += both <= ALPHA ? 1 : 0;
        }
        return new Rates(
                (double) mmd / trials, tried == 0 ? Double.NaN : (double) words / tried, (double) together / trials);
    }

    private List<WordTest.Question> draw(Design design, SplittableRandom random) {
        var answers = new ArrayList<>(Objects.requireNonNull(kinds.get(design.kind())));
        for (var i = answers.size() - 1; i > 0; i--) {
            Collections.swap(answers, i, random.nextInt(i + 1));
        }
        var samples = design.samples();
        return IntStream.range(0, design.tasks())
                .mapToObj(task -> {
                    var here = answers.subList(2 * samples * task, 2 * samples * (task + 1));
                    return new WordTest.Question(
                            here.subList(0, samples).stream()
                                    .map(Answers::march)
                                    .toList(),
                            here.subList(samples, 2 * samples).stream()
                                    .map(a -> random.nextDouble() < design.swapped() ? a.june() : a.march())
                                    .toList());
                })
                .toList();
    }

    private static int[][][] padded(List<WordTest.Question> questions, boolean certified) {
        return questions.stream()
                .map(question -> (certified ? question.certified() : question.candidate())
                        .stream()
                                .map(text -> MmdHamming.padded(text, CHARACTERS))
                                .toArray(int[][]::new))
                .toArray(int[][][]::new);
    }
}
