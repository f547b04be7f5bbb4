package dev.holdfast.baselines.plan;

import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.ScoreStream;
import dev.holdfast.baselines.watch.AlarmBudget;
import dev.holdfast.baselines.watch.Assurance;
import dev.holdfast.baselines.watch.CertifiedScatter;
import dev.holdfast.baselines.watch.Thresholds;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.pact.Mode;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Promise;
import dev.holdfast.schema.pact.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Says what a pact's suite can detect, by simulating agents like the certified one and watching them with the
/// watch itself.
public final class Forecaster {
    /// From so many certified runs on, their scatter is known well enough to watch closely.
    private static final int FEW_RUNS = 5;

    private final PactFile file;
    private final Optional<Baseline> baseline;
    private final Confidence confidence;
    private final boolean whole;
    private final List<String> notes = new ArrayList<>();

    /// @param baseline without it, what is not known about the agent is assumed
    public Forecaster(PactFile file, Optional<Baseline> baseline, Confidence confidence) {
        this(file, baseline, confidence, true);
    }

    private Forecaster(PactFile file, Optional<Baseline> baseline, Confidence confidence, boolean whole) {
        this.file = file;
        this.baseline = baseline;
        this.confidence = confidence;
        this.whole = whole;
    }

    /// The same, but only for how soon the watch finds a change and what that costs: no gate, no advice.
    public Forecaster onlyTheWatch() {
        return new Forecaster(file, baseline, confidence, false);
    }

    public Forecast forecast() {
        var watch = file.pact().watch();
        var pace = Pace.of(watch);
        var repeats = repeats(watch);
        noteWhatIsMissing(watch, pace);
        var streams = streams();
        var alarms = alarms(watch, pace, Math.max(1, streams.size()));
        var cost = baseline.map(b -> Cost.of(file, b)).orElseGet(() -> Cost.unknown(file));
        var promises = outlooks(streams, alarms, repeats, cost, pace);
        return new Forecast(
                file.pact().name(),
                baseline.isEmpty(),
                confidence.seed(),
                file.suite().tasks().size(),
                repeats,
                pace,
                cost.bill(repeats, pace),
                alarms,
                watch.detect().map(d -> new Forecast.Detect(d.drop().toString(), d.runs())),
                promises,
                notes);
    }

    private List<Forecast.Outlook> outlooks(
            List<ScoreStream> streams, Forecast.Alarms alarms, int repeats, Cost cost, Pace pace) {
        var wholes = streams.stream().filter(stream -> stream.slice().isEmpty()).toList();
        if (wholes.isEmpty()) {
            notes.add("no promise about a change of a mean (`max_drop`, `max_rise`) is watched, so there is nothing"
                    + " to plan");
            return List.of();
        }
        if (wholes.size() < streams.size()) {
            notes.add("%d slices share the budget; a drop may be found sooner in one of them, which is not counted"
                    .formatted(streams.size() - wholes.size()));
        }
        var share = new AlarmBudget(alarms.perStream(), alarms.runs());
        var thresholds = Thresholds.of(share, Assurance.CALIBRATED, confidence.seed());
        var simulation = new DelaySimulation(thresholds, CertifiedScatter.UNKNOWN, confidence.seed());
        var family = family(streams);
        return wholes.stream()
                .map(stream -> {
                    var known = new Known(stream, baseline, repeats);
                    known.clustered().ifPresent(notes::add);
                    return new Prospect(file.pact(), simulation.knowing(known.scatter()), confidence, family, whole)
                            .of(stream, known, repeats, (added, times) -> cost.perDay(added, times, pace));
                })
                .toList();
    }

    private List<ScoreStream> streams() {
        return baseline.map(b -> ScoreStream.of(file, b).stream()
                        .filter(stream -> !stream.scores(b.runs()).isEmpty())
                        .toList())
                .orElseGet(() -> ScoreStream.of(file));
    }

    /// How many p-values a gate adjusts for: the streams, and the promises that are tested but not watched.
    private int family(List<ScoreStream> streams) {
        var watched = streams.stream().map(ScoreStream::promise).distinct().toList();
        return streams.size()
                + (int) file.pact().promises().stream()
                        .filter(promise -> !(promise instanceof Promise.Always || promise instanceof Promise.Never))
                        .filter(promise -> !promise.mode().equals(Optional.of(Mode.OBSERVE)))
                        .filter(promise -> !watched.contains(promise))
                        .count();
    }

    private static Forecast.Alarms alarms(Watch watch, Pace pace, int streams) {
        var budget = watch.falseAlarms();
        var runs = pace.runs(budget.per());
        var alarms = Math.min(budget.alarms(), runs);
        return new Forecast.Alarms(alarms, budget.per().toDays(), runs, streams, alarms / streams);
    }

    private int repeats(Watch watch) {
        if (watch.repeats().orElse(null) instanceof Watch.Repeats.Times(var count)) {
            return count;
        }
        notes.add(
                watch.repeats().isPresent()
                        ? "`watch.repeats` is auto: planned with one replay of a task in a run, with which a gate begins"
                        : "the pact names no `watch.repeats`: planned with one replay of a task in a run");
        return 1;
    }

    private void noteWhatIsMissing(Watch watch, Pace pace) {
        if (pace.assumed()) {
            notes.add(
                    watch.every().isEmpty()
                            ? "the pact names no interval (`watch.every`): days and costs are those of daily runs"
                            : "`watch.every` never comes due as it is written: days and costs are those of daily runs");
        }
        if (watch.detect().isEmpty()) {
            notes.add("the pact does not say what has to be found (`watch.detect: {drop: 5pt, within: 2 runs}`):"
                    + " what each promise allows is looked for, and nothing is held against it");
        }
        if (baseline.isEmpty()) {
            notes.add("there is no baseline: the agent is assumed to stand where its `at_least` does, else at 90 %,"
                    + " with %.0f to %.0f %% of the binomial variance within tasks, as real suites have, and to be"
                            .formatted(100 * Rates.USUAL_NOISE[0], 100 * Rates.USUAL_NOISE[1])
                    + " certified over " + Known.RUNS + " runs");
        }
        baseline.map(b -> b.runs().size())
                .filter(runs -> runs < FEW_RUNS)
                .ifPresent(runs -> notes.add(
                        "with %d certified run%s the watch cannot know how much whole runs differ, and is careful; it finds drifts"
                                        .formatted(runs, runs == 1 ? "" : "s")
                                + " sooner with " + FEW_RUNS + " or more, best of different days"));
    }

    /// Costs a day of a suite of so many tasks more, or less, and so many repeats.
    interface DailyCost {
        OptionalDouble of(int addedTasks, int repeats);
    }
}
