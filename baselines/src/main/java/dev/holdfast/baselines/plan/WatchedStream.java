package dev.holdfast.baselines.plan;

import dev.holdfast.baselines.compare.ScoreStream;
import dev.holdfast.baselines.watch.AlarmBudget;
import dev.holdfast.baselines.watch.Assurance;
import dev.holdfast.baselines.watch.Detector;
import dev.holdfast.baselines.watch.DetectorState;
import dev.holdfast.baselines.watch.Signal;
import dev.holdfast.baselines.watch.WatchPlan;
import dev.holdfast.schema.run.Run;
import java.util.List;
import java.util.Set;

/// One stream under watch, as it stands after the runs seen so far.
final class WatchedStream {
    private final ScoreStream stream;
    private final Set<String> tasks;
    private DetectorState state;
    private DetectorState guaranteed;
    private Signal signal = new Signal.Quiet(0);

    private WatchedStream(ScoreStream stream, Set<String> tasks, Memory memory) {
        this.stream = stream;
        this.tasks = tasks;
        this.state = memory.calibrated();
        this.guaranteed = memory.guaranteed();
    }

    /// What is to be remembered between two runs.
    record Memory(DetectorState calibrated, DetectorState guaranteed) {}

    /// Before the first run. What the certified runs show is counted anew, with today's scorers, as everything that is
    /// compared.
    ///
    /// @param share of the budget of false alarms
    /// @param sure  the budget by which changes are listed with few false ones
    static WatchedStream begin(
            ScoreStream stream, List<Run> certified, AlarmBudget share, AlarmBudget sure, long seed) {
        var tallies = stream.tallies(certified);
        var scatter = stream.scatter(certified);
        return new WatchedStream(
                stream,
                tallies.byTask().keySet(),
                new Memory(
                        Detector.start(
                                WatchPlan.of(stream.scale(), share, Assurance.CALIBRATED, seed)
                                        .knowing(scatter),
                                tallies),
                        Detector.start(
                                WatchPlan.of(stream.scale(), sure, Assurance.GUARANTEED, seed)
                                        .knowing(scatter),
                                tallies)));
    }

    /// As it stood after the runs before.
    static WatchedStream resume(ScoreStream stream, List<Run> certified, Memory memory) {
        return new WatchedStream(stream, stream.tallies(certified).byTask().keySet(), memory);
    }

    /// Names a stream apart from all others of its pact.
    static String name(ScoreStream stream) {
        return stream.promise().id() + stream.slice().map(tag -> " on " + tag).orElse("");
    }

    String name() {
        return name(stream);
    }

    Memory memory() {
        return new Memory(state, guaranteed);
    }

    ScoreStream stream() {
        return stream;
    }

    /// What the stream says after one more run.
    Signal next(Run run) {
        var tallies = stream.tallies(List.of(run)).only(tasks);
        var step = Detector.next(state, tallies);
        state = step.state();
        guaranteed = Detector.next(guaranteed, tallies).state();
        signal = step.signal();
        return signal;
    }

    /// That the stream did not change would make this larger than 1 / α with a chance of at most α, after any number of
    /// runs up to `horizon`.
    double eValue(int horizon) {
        return guaranteed.eValue(horizon);
    }

    double heat() {
        return switch (signal) {
            case Signal.Quiet(var heat) -> heat;
            case Signal.Alarm(var _, var heat, var _) -> heat;
            case Signal.NotMeasured() -> 0;
        };
    }
}
