package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.CohenKappa;
import dev.holdfast.harness.judge.Injection;
import dev.holdfast.harness.score.Ballot;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.harness.score.Scorers;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What a reader should know of the judges that findings rest on.
final class JudgeNotes {
    private static final int EXAMPLES = 5;

    private final PactFile file;
    private final List<Run> certified;
    private final Run candidate;

    JudgeNotes(PactFile file, List<Run> certified, Run candidate) {
        this.file = file;
        this.certified = certified;
        this.candidate = candidate;
    }

    List<String> all() {
        var judged = file.pact().promises().stream()
                .map(file.pact()::metricOf)
                .distinct()
                .filter(metric -> metric.measure() instanceof Measure.Judge)
                .toList();
        var notes = new ArrayList<String>();
        judged.forEach(metric -> {
            notes.addAll(agreement(metric));
            notes.addAll(disagreement(metric));
        });
        if (!judged.isEmpty()) {
            notes.addAll(suspects());
        }
        return notes;
    }

    /// How the judges of today's votes agree with people, and whether they did when the baseline was certified.
    private List<String> agreement(Metric metric) {
        var notes = new ArrayList<String>();
        var findings = "Findings on " + metric.name() + " rest on judges alone and are never confirmed";
        var judge = (Measure.Judge) metric.measure();
        if (judge.calibration().isEmpty()) {
            notes.add(findings + (judge.pairwise() ? "." : "; no labels by people say how far to trust them."));
            return notes;
        }
        var now = JudgeAgreement.withPeople(metric, Hearing.of(List.of(candidate)));
        var then = JudgeAgreement.withPeople(metric, Hearing.of(certified));
        notes.add(findings + "; " + now.sentence());
        if (now.kappa().isPresent()
                && then.kappa().isPresent()
                && isLower(now.kappa().get(), then.kappa().get())) {
            notes.add(
                    "The judges of %s agreed better with people when the baseline was certified (%s): they may have changed, not the agent."
                            .formatted(metric.name(), number(then.kappa().get().kappa())));
        }
        return notes;
    }

    /// How often the judges of a jury did not say the same.
    private List<String> disagreement(Metric metric) {
        var hearing = Hearing.of(certified).and(List.of(candidate));
        var tasks = file.suite().byId();
        var heard = candidate.observations().stream()
                .filter(o -> tasks.containsKey(o.task()))
                .map(o -> Scorers.ballots(metric, hearing, Objects.requireNonNull(tasks.get(o.task())), o))
                .map(ballots -> said(ballots, hearing))
                .filter(said -> said.size() > 1)
                .toList();
        var split = heard.stream()
                .filter(said -> said.values().stream().distinct().count() > 1)
                .count();
        return heard.isEmpty()
                ? List.of()
                : List.of("The judges of %s did not say the same of %d of %d answers."
                        .formatted(metric.name(), split, heard.size()));
    }

    /// What each judge said, all its votes on the answer together.
    private static Map<String, String> said(List<Ballot> ballots, Hearing hearing) {
        var said = new TreeMap<String, String>();
        for (var ballot : ballots) {
            var vote = hearing.votes().get(ballot.digest());
            if (vote != null && vote.label().isPresent()) {
                said.merge(ballot.juror().name(), vote.label().get(), (first, second) -> first + " " + second);
            }
        }
        return said;
    }

    /// Not by chance alone: beyond twice the standard error of the difference.
    private static boolean isLower(CohenKappa now, CohenKappa then) {
        return then.kappa() - now.kappa() > 2 * Math.hypot(now.standardError(), then.standardError());
    }

    private List<String> suspects() {
        var suspects = candidate.observations().stream()
                .filter(o -> o.outcome() instanceof Outcome.Answered(var text) && Injection.isSuspected(text))
                .map(Observation::task)
                .distinct()
                .toList();
        if (suspects.isEmpty()) {
            return List.of();
        }
        return List.of(
                "Tasks whose answers seem to talk to their judge: %d (%s%s). Look at them before trusting its votes."
                        .formatted(
                                suspects.size(),
                                String.join(", ", suspects.subList(0, Math.min(EXAMPLES, suspects.size()))),
                                suspects.size() > EXAMPLES ? ", …" : ""));
    }

    static String number(double kappa) {
        return String.format(Locale.ROOT, "κ = %.2f", kappa);
    }
}
