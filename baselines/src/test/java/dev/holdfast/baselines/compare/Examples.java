package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.certify.Certification;
import dev.holdfast.baselines.certify.Certifier;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Small pacts and runs, made up.
public record Examples(Path folder) {
    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /// A pact of so many tasks whose `ok` metric asks for the answer "yes"; half of the tasks are tagged `even`.
    public PactFile pact(int tasks, String... promises) {
        return pact("ok: {equals: {literal: yes}}, graded: {recorded_score: grade}", tasks, promises);
    }

    public PactFile pact(String metrics, int tasks, String... promises) {
        return pact(metrics, tasks, _ -> false, promises);
    }

    /// The same pact with some of its questions asked in other words.
    public PactFile reworded(int tasks, IntPredicate which, String... promises) {
        return pact("ok: {equals: {literal: yes}}, graded: {recorded_score: grade}", tasks, which, promises);
    }

    private PactFile pact(String metrics, int tasks, IntPredicate reworded, String... promises) {
        try {
            var golden = IntStream.range(0, tasks)
                    .mapToObj(i -> "{\"id\":\"t%d\",\"input\":\"q%d%s\",\"tags\":[\"all\",\"%s\"]}"
                            .formatted(i, i, reworded.test(i) ? "?" : "", i % 2 == 0 ? "even" : "odd"))
                    .toList();
            Files.write(folder.resolve("golden.jsonl"), golden);
            return PactReader.read(Files.writeString(
                    folder.resolve("pact.yaml"), """
                    {holdfast: 1, pact: example, agent: {target: {recorded: {file: r.jsonl}}, pin: m1},
                     golden: [golden.jsonl], metrics: {%s}, promises: [%s]}
                    """.formatted(metrics, String.join(", ", promises))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A run of one replay a task.
    public static Run run(String id, int tasks, IntFunction<Outcome> outcome) {
        return run(id, tasks, 1, outcome);
    }

    public static Run run(String id, int tasks, int repeats, IntFunction<Outcome> outcome) {
        var observations = IntStream.range(0, tasks * repeats)
                .mapToObj(i -> observation(i / repeats, i % repeats, outcome.apply(i / repeats)))
                .toList();
        return new Run(id, Optional.empty(), observations);
    }

    /// Answers "yes" on the first `right` tasks.
    public static Outcome right(int task, int right) {
        return new Outcome.Answered(task < right ? "yes" : "no");
    }

    public static Outcome failed() {
        return new Outcome.Failed(Outcome.Kind.SERVER_ERROR, "HTTP 500");
    }

    private static Observation observation(int task, int repeat, Outcome outcome) {
        return observation("t" + task, repeat, outcome, Duration.ofMillis(100 + task));
    }

    static Observation observation(String task, int repeat, Outcome outcome, Duration latency) {
        return new Observation(
                task,
                repeat,
                outcome,
                Optional.of(NOON),
                Optional.of("m1"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(latency),
                Usage.UNKNOWN,
                1,
                Map.of(),
                List.of(),
                List.of());
    }

    public static Baseline certified(PactFile pact, Run... runs) {
        return switch (new Certifier(pact, List.of(runs)).certify(NOON, "test")) {
            case Certification.Certified(var certificate, var kept, var control) ->
                new Baseline(certificate, kept, "key", control);
            case Certification.Refused(var reasons) -> throw new AssertionError(reasons);
        };
    }

    /// The evidence of a finding that has some.
    public static Comparison comparison(Finding finding) {
        return switch (finding) {
            case Finding.Kept kept -> kept.comparison();
            case Finding.Broken broken -> broken.comparison();
            case Finding.Inconclusive open -> open.comparison();
            case Finding.NotMeasured gap -> throw new AssertionError(gap.sentence());
        };
    }

    public static Evaluation evaluate(PactFile pact, Baseline baseline, Run candidate) {
        return new Evaluator(pact, baseline, candidate, Confidence.DEFAULT).evaluate("e1", NOON, "test");
    }
}
