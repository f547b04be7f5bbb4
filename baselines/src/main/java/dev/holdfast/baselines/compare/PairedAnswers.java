package dev.holdfast.baselines.compare;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Scope;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// The recorded answers of both sides, task by task, and how many tasks are left out.
///
/// @param of how many tasks there were before some were drawn
record PairedAnswers(List<Pair> pairs, Shortfall shortfall, int of) {
    /// The answers to one task, at least one a side.
    record Pair(GoldenTask task, List<String> certified, List<String> candidate) {
        int answers() {
            return certified.size() + candidate.size();
        }

        private Pair drawn(int most, SplittableRandom random) {
            return new Pair(task, draw(certified, most, random), draw(candidate, most, random));
        }
    }

    /// The tasks of a scope; those of which the certificate holds no text are none of them.
    static PairedAnswers of(List<GoldenTask> tasks, Scope scope, Observed certified, Observed candidate) {
        var pairs = new ArrayList<Pair>();
        var failed = 0;
        var unrecorded = 0;
        var missing = 0;
        for (var task : tasks.stream().filter(scope::covers).toList()) {
            var before = texts(certified, task);
            var now = texts(candidate, task);
            if (before.isEmpty()) {
                continue;
            }
            if (!now.isEmpty()) {
                pairs.add(new Pair(task, before, now));
            } else if (candidate.onlyFailed(task.id())) {
                failed++;
            } else if (candidate.of(task.id()).isEmpty()) {
                missing++;
            } else {
                unrecorded++;
            }
        }
        return new PairedAnswers(pairs, new Shortfall(pairs.size(), failed, unrecorded, missing, 0), pairs.size());
    }

    static List<String> texts(Observed side, GoldenTask task) {
        return side.of(task.id()).stream().flatMap(PairedAnswers::text).toList();
    }

    private static Stream<String> text(Observation observation) {
        return observation.outcome() instanceof Outcome.Answered answered ? Stream.of(answered.text()) : Stream.of();
    }

    /// A seeded sample that keeps the work bounded: of every task so many answers a side, and so many answers
    /// in all.
    PairedAnswers drawn(int mostOfATask, int most, long seed) {
        var random = new SplittableRandom(seed);
        var fewer = pairs.stream().map(pair -> pair.drawn(mostOfATask, random)).toList();
        var kept = new ArrayList<Pair>();
        var answers = 0;
        for (var pair : shuffled(fewer, random)) {
            if (answers + pair.answers() <= most) {
                kept.add(pair);
                answers += pair.answers();
            }
        }
        // all of them in the order of the suite
        return new PairedAnswers(kept.size() == fewer.size() ? fewer : kept, shortfall, of);
    }

    Sizes sizes() {
        return new Sizes(
                pairs.size(),
                pairs.stream().mapToInt(pair -> pair.certified().size()).sum(),
                pairs.stream().mapToInt(pair -> pair.candidate().size()).sum());
    }

    /// How many tasks and answers.
    record Sizes(int tasks, int certified, int candidate) {}

    /// The list itself where it has no more than `most`, else so many of it at random.
    static <T> List<T> draw(List<T> from, int most, SplittableRandom random) {
        return from.size() <= most ? from : shuffled(from, random).subList(0, most);
    }

    private static <T> List<T> shuffled(List<T> list, SplittableRandom random) {
        var shuffled = new ArrayList<>(list);
        for (var i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        return shuffled;
    }
}
