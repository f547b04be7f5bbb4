package dev.holdfast.harness.judge;

import dev.holdfast.harness.score.Ballot;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.harness.score.Scorers;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.Extract;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Measure.Labelled;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What judges have to be asked about the runs of a pact.
public final class Docket {
    private final PactFile file;

    public Docket(PactFile file) {
        this.file = file;
    }

    /// Whether the pact asks judges at all.
    public boolean isEmpty() {
        return metrics().findAny().isEmpty();
    }

    /// The judges that the pact's metrics ask, by name.
    public Map<String, Measure.Juror> jurors() {
        var jurors = new LinkedHashMap<String, Measure.Juror>();
        metrics()
                .map(metric -> (Measure.Judge) metric.measure())
                .flatMap(judge -> judge.jury().stream())
                .forEach(juror -> jurors.put(juror.name(), juror));
        return jurors;
    }

    /// The ballots about a run that no vote is recorded on.
    ///
    /// Votes on the same answers may come from anywhere, but the calibration is voted on anew with every run: that
    /// is how it shows when a judge has changed.
    ///
    /// @param known of other runs: their votes, and the answers that others are held against
    public List<Ballot> open(Run run, Hearing known) {
        var hearing = known.and(List.of(run));
        var answers = ballots(run, hearing);
        answers.keySet().removeAll(hearing.votes().keySet());
        var calibration = new LinkedHashMap<Digest, Ballot>();
        metrics()
                .flatMap(metric -> calibration(metric).stream())
                .forEach(ballot -> calibration.put(ballot.digest(), ballot));
        calibration.keySet().removeAll(Hearing.of(List.of(run)).votes().keySet());
        calibration.putAll(answers);
        return List.copyOf(calibration.values());
    }

    private Map<Digest, Ballot> ballots(Run run, Hearing hearing) {
        var tasks = file.suite().byId();
        var ballots = new LinkedHashMap<Digest, Ballot>();
        metrics().forEach(metric -> {
            for (var observation : run.observations()) {
                var task = tasks.get(observation.task());
                if (task != null && metric.on().covers(task)) {
                    Scorers.ballots(metric, hearing, task, observation)
                            .forEach(ballot -> ballots.put(ballot.digest(), ballot));
                }
            }
        });
        return ballots;
    }

    /// What a judge is asked about answers that people have labelled, in their order, jurors in theirs.
    public static List<Ballot> calibration(Metric metric) {
        return metric.measure() instanceof Measure.Judge judge
                ? judge.calibration().stream()
                        .flatMap(labelled ->
                                Scorers.ballots(whole(metric), Hearing.NONE, task(labelled), answer(labelled)).stream())
                        .toList()
                : List.of();
    }

    /// A person has labelled the very text that stands in the file.
    public static Metric whole(Metric metric) {
        return new Metric(
                metric.name(),
                metric.about(),
                new Extract.Whole(),
                metric.on(),
                metric.ignore(),
                metric.measure(),
                metric.digest());
    }

    /// The labelled question as a task.
    public static GoldenTask task(Labelled labelled) {
        return new GoldenTask(
                "calibration",
                List.of(new Message(Message.Role.USER, labelled.input())),
                labelled.expected(),
                Set.of(),
                Optional.empty());
    }

    /// The labelled answer as an observation.
    public static Observation answer(Labelled labelled) {
        return new Observation(
                "calibration",
                0,
                new Outcome.Answered(labelled.output()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Usage.UNKNOWN,
                1,
                Map.of(),
                List.of(),
                List.of());
    }

    private Stream<Metric> metrics() {
        return file.pact().metrics().values().stream().filter(metric -> metric.measure() instanceof Measure.Judge);
    }
}
