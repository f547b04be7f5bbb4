package dev.holdfast.baselines.plan;

import dev.holdfast.baselines.compare.ScoreStream;
import dev.holdfast.baselines.watch.AlarmBudget;
import dev.holdfast.baselines.watch.Assurance;
import dev.holdfast.baselines.watch.Detector;
import dev.holdfast.baselines.watch.DetectorState;
import dev.holdfast.baselines.watch.Scale;
import dev.holdfast.baselines.watch.Signal;
import dev.holdfast.baselines.watch.Tallies;
import dev.holdfast.baselines.watch.Tally;
import dev.holdfast.baselines.watch.WatchPlan;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.schema.run.Run;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// One stream under watch, as it stands after the runs seen so far.
final class WatchedStream {
    private final ScoreStream stream;
    private final Scale scale;
    private final Set<String> known;
    private DetectorState state;
    private Signal signal = new Signal.Quiet(0);

    WatchedStream(ScoreStream stream, List<Run> certified, AlarmBudget share, long seed) {
        this.stream = stream;
        this.scale = scale(stream);
        this.known = stream.scores(certified).keySet();
        this.state = Detector.start(WatchPlan.of(scale, share, Assurance.CALIBRATED, seed), tallies(certified));
    }

    ScoreStream stream() {
        return stream;
    }

    /// What the stream says after one more run.
    Signal next(Run run) {
        var step = Detector.next(state, tallies(List.of(run)));
        state = step.state();
        signal = step.signal();
        return signal;
    }

    double heat() {
        return switch (signal) {
            case Signal.Quiet(var heat) -> heat;
            case Signal.Alarm(var _, var heat, var _) -> heat;
            case Signal.NotMeasured() -> 0;
        };
    }

    private static Scale scale(ScoreStream stream) {
        if (stream.metric().unit() != Unit.SHARE) {
            return stream.riseIsHarm() ? Scale.positiveLowerIsBetter() : Scale.positiveHigherIsBetter();
        }
        return stream.metric().measure() instanceof Measure.RecordedScore ? Scale.graded() : Scale.passFail();
    }

    private Tallies tallies(List<Run> runs) {
        Map<String, Tally> tallies = new TreeMap<>();
        stream.scores(runs).forEach((task, scores) -> {
            var levels = Arrays.stream(scores)
                    .filter(score -> scale.kind() != Scale.Kind.POSITIVE || score > 0)
                    .map(score -> isShareWhoseRiseIsHarm() ? 1 - score : score)
                    .toArray();
            if (known.contains(task)) {
                tallies.put(task, scale.tally(levels));
            }
        });
        return Tallies.of(tallies);
    }

    private boolean isShareWhoseRiseIsHarm() {
        return scale.kind() != Scale.Kind.POSITIVE && stream.riseIsHarm();
    }
}
