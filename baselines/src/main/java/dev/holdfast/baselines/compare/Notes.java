package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.MiettinenNurminen;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Pact;
import dev.holdfast.schema.pact.Promise;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a reader should know beside the findings. What changed is an [dev.holdfast.schema.evaluation.Attribution].
final class Notes {
    private final Pact pact;
    private final Baseline baseline;
    private final Run candidate;
    private final Ground ground;
    private final Confidence confidence;
    private final List<String> notes = new ArrayList<>();

    Notes(Pact pact, Baseline baseline, Run candidate, Ground ground, Confidence confidence) {
        this.pact = pact;
        this.baseline = baseline;
        this.candidate = candidate;
        this.ground = ground;
        this.confidence = confidence;
    }

    List<String> all() {
        baseline.certificate().limits().forEach(limit -> notes.add("Baseline: " + limit));
        candidateRun();
        models();
        metrics();
        suite();
        return List.copyOf(notes);
    }

    private void candidateRun() {
        if (candidate.outstanding() > 0) {
            notes.add("The run was broken off: %d of %d replays were never made. `holdfast %s --resume` finishes it."
                    .formatted(
                            candidate.outstanding(),
                            candidate.plan().orElseThrow().planned(),
                            Looks.at(candidate).isPresent() ? "gate" : "run"));
        }
        Looks.at(candidate)
                .ifPresent(looks -> notes.add(looks.text(candidate.plan().orElseThrow(), confidence.alpha())));
        if (baseline.runs().stream().anyMatch(run -> run.isSameAs(candidate))) {
            notes.add("The candidate is one of the certified runs itself: it proves nothing about today's agent.");
        }
        if (candidate.failures() > 0) {
            notes.add("%d of %d replays got no answer (%s); they are left out, never counted as behaviour.%s"
                    .formatted(candidate.failures(), candidate.observations().size(), kinds(), moreThanCertified()));
        }
    }

    private String kinds() {
        return candidate.observations().stream()
                .flatMap(o ->
                        o.outcome() instanceof Outcome.Failed(var kind, var _) ? Stream.of(kind.key()) : Stream.empty())
                .collect(Collectors.groupingBy(kind -> kind, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " × " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    /// An outage is no behaviour, but more of it than there was when the agent was certified is worth a word.
    private String moreThanCertified() {
        var before = (int) baseline.runs().stream().mapToLong(Run::failures).sum();
        var now = (int) candidate.failures();
        var replays = baseline.runs().stream()
                .mapToInt(run -> run.observations().size())
                .sum();
        var more = MiettinenNurminen.of(
                before, replays, now, candidate.observations().size(), Confidence.SHOWN);
        return more.low() <= 0
                ? ""
                : " Certified were %d of %d: it is %.1f to %.1f points more (95 %% interval, %s)."
                        .formatted(before, replays, 100 * more.low(), 100 * more.high(), more.method());
    }

    private void models() {
        if (candidate.models().size() > 1) {
            notes.add("More than one model answered during the run: " + String.join(", ", candidate.models()) + ".");
        }
    }

    private void metrics() {
        var elsewhere = pact.metrics().entrySet().stream()
                .filter(metric -> metric.getValue().measure() instanceof Measure.RecordedScore)
                .map(Map.Entry::getKey)
                .toList();
        if (!elsewhere.isEmpty()) {
            notes.add("Scored elsewhere and taken as recorded: " + String.join(", ", elsewhere) + ".");
        }
    }

    private void suite() {
        count(ground.dropped().size(), "certified tasks are no longer golden and were left out");
        count(ground.uncertified().size(), "golden tasks came after the certification and were left out");
        var newPromises = pact.promises().stream()
                .filter(promise -> !baseline.certificate().promises().contains(promise.id()))
                .map(Promise::id)
                .toList();
        if (!newPromises.isEmpty()) {
            notes.add("Never certified, and so only observed unless the pact says otherwise: "
                    + String.join("; ", newPromises) + ".");
        }
    }

    private void count(int number, String what) {
        if (number > 0) {
            notes.add(number + " " + what + ".");
        }
    }
}
