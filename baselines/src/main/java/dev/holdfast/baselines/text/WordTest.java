package dev.holdfast.baselines.text;

import dev.holdfast.baselines.stat.BenjaminiHochberg;
import dev.holdfast.baselines.stat.StratifiedExactTest;
import dev.holdfast.baselines.stat.Superiority;
import dev.holdfast.baselines.stat.TaskCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Can the candidate's answers be told from the certified ones by their words? A classifier two-sample test.
///
/// Null hypothesis: within every task, certified and new answers are exchangeable. A classifier learns on half
/// of the tasks; of the others it is shown every pair of a certified and a new answer. The share that it tells
/// right is the statistic; labels are permuted within the task, p = (1 + c) / (1 + B). The halves share no
/// task, so the p-value is valid whatever was learnt. Reference: Lopez-Paz and Oquab (ICLR 2017), Revisiting
/// classifier two-sample tests.
///
/// @param alpha words are named only where p is no larger: words that tell nothing apart explain nothing
public record WordTest(int permutations, double alpha, long seed) {
    /// With fewer tasks there is nothing to learn from, or nothing to be tried on.
    public static final int LEAST_TASKS = 10;

    /// A word that so few texts hold explains no difference between them.
    private static final int LEAST_TEXTS = 3;

    private static final double LEAST_SHARE = 0.005;

    /// The answers of both sides to one task.
    public record Question(List<String> certified, List<String> candidate) {
        public Question {
            certified = List.copyOf(certified);
            candidate = List.copyOf(candidate);
        }
    }

    /// How well words tell the sides apart.
    ///
    /// @param accuracy share of pairs told right, ties half; 0.5 is guessing
    /// @param tried    tasks in which pairs were shown
    /// @param telling  words that more answers of one side hold, most telling first
    public record Result(double accuracy, double p, int tried, List<Telling> telling) {
        public Result {
            telling = List.copyOf(telling);
        }
    }

    /// The words that one question's answers hold.
    private record Words(List<Set<String>> certified, List<Set<String>> candidate) {
        List<WordWeights.Lesson> lessons() {
            var lessons = new ArrayList<WordWeights.Lesson>();
            certified.forEach(words -> lessons.add(new WordWeights.Lesson(words, false, 1.0 / certified.size())));
            candidate.forEach(words -> lessons.add(new WordWeights.Lesson(words, true, 1.0 / candidate.size())));
            return lessons;
        }
    }

    /// Empty where there are too few tasks.
    public Optional<Result> test(List<Question> questions) {
        if (questions.size() < LEAST_TASKS) {
            return Optional.empty();
        }
        var words = words(questions);
        var shuffled = new ArrayList<>(words);
        shuffle(shuffled, new SplittableRandom(seed));
        var half = shuffled.size() / 2;
        var lessons = shuffled.subList(0, half).stream()
                .flatMap(question -> question.lessons().stream())
                .toList();
        var weights = WordWeights.learn(lessons, seed);
        var tried = shuffled.subList(half, shuffled.size());
        var order = new Superiority(permutations, seed)
                .test(scores(tried, Words::certified, weights), scores(tried, Words::candidate, weights));
        var telling = order.p() <= alpha ? telling(words, weights) : List.<Telling>of();
        return Optional.of(new Result(order.share(), order.p(), tried.size(), telling));
    }

    private static List<Words> words(List<Question> questions) {
        var texts = questions.stream()
                .flatMap(question ->
                        java.util.stream.Stream.concat(question.certified().stream(), question.candidate().stream()))
                .toList();
        var least = (int) Math.max(LEAST_TEXTS, LEAST_SHARE * texts.size());
        var held = new Vocabulary(texts, least).held().iterator();
        return questions.stream()
                .map(question -> new Words(
                        question.certified().stream().map(_ -> held.next()).toList(),
                        question.candidate().stream().map(_ -> held.next()).toList()))
                .toList();
    }

    private static double[][] scores(
            List<Words> tried, java.util.function.Function<Words, List<Set<String>>> side, WordWeights weights) {
        return tried.stream()
                .map(question ->
                        side.apply(question).stream().mapToDouble(weights::of).toArray())
                .toArray(double[][]::new);
    }

    private List<Telling> telling(List<Words> words, WordWeights weights) {
        var certified = words.stream().flatMap(q -> q.certified().stream()).toList();
        var candidate = words.stream().flatMap(q -> q.candidate().stream()).toList();
        var known = new HashSet<String>();
        certified.forEach(known::addAll);
        candidate.forEach(known::addAll);
        var plausible = Telling.among(certified, candidate).stream()
                .filter(word -> word.moreInCandidate() == weights.of(word.words()) > 0)
                .toList();
        return shown(plausible, words, known.size());
    }

    /// Of the words that are named, at most a share α is expected to be named by chance, although all that were
    /// heard were looked at (Benjamini and Hochberg). Each word is put to the exact test on who holds it, task by
    /// task. Words that are not plausible count as looked at in vain.
    private List<Telling> shown(List<Telling> plausible, List<Words> words, int heard) {
        var p = new double[Math.max(heard, plausible.size())];
        Arrays.fill(p, 1);
        for (var i = 0; i < plausible.size(); i++) {
            p[i] = chance(plausible.get(i), words);
        }
        var adjusted = BenjaminiHochberg.adjust(p);
        return IntStream.range(0, plausible.size())
                .filter(i -> adjusted[i] <= alpha)
                .mapToObj(plausible::get)
                .toList();
    }

    /// Doubled, because either side might have held the word more often.
    private static double chance(Telling word, List<Words> words) {
        var counts = words.stream()
                .map(question -> new TaskCounts(
                        holding(question.certified(), word),
                        question.certified().size(),
                        holding(question.candidate(), word),
                        question.candidate().size()))
                .toList();
        var tail = word.moreInCandidate()
                ? StratifiedExactTest.moreSuccesses(counts)
                : StratifiedExactTest.fewerSuccesses(counts);
        return Math.min(1, 2 * tail.p());
    }

    private static int holding(List<Set<String>> texts, Telling word) {
        return (int) texts.stream().filter(held -> held.contains(word.words())).count();
    }

    private static <T> void shuffle(List<T> list, SplittableRandom random) {
        for (var i = list.size() - 1; i > 0; i--) {
            java.util.Collections.swap(list, i, random.nextInt(i + 1));
        }
    }
}
