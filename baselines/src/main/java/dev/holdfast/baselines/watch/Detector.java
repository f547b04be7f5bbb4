package dev.holdfast.baselines.watch;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Watches one stream of runs for a change to the worse and keeps the declared budget of false alarms.
///
/// Each run is compared with two [Anchor]s at once; [RunSurprise] turns it into a surprise, [ShiftSums] adds
/// surprises up over all times at which a change may have come, [Thresholds] say how much is an alarm. Quiet runs
/// are learned from, so that the watch sharpens with every run; a run in alarm is not, so that a drift does not
/// become the new normal.
public final class Detector {

    /// The recent past is the last 50 to 100 quiet runs.
    private static final int EPOCH = 50;

    /// Evidence stops growing at this multiple of the threshold; some six clean runs then end an alarm.
    private static final double CEILING = 20;

    private Detector() {}

    /// A new watch against certified counts; every task must have been certified with at least one replicate.
    public static DetectorState start(WatchPlan plan, Tallies certified) {
        if (certified.measuredNothing()) {
            throw new IllegalArgumentException("A watch needs at least one certified task with replicates");
        }
        return new DetectorState(
                plan, 0, 0, AnchorState.startingFrom(certified), AnchorState.startingFrom(Tallies.NONE));
    }

    /// The same state and run give the same step, to the bit, on every machine.
    public static Step next(DetectorState state, Tallies run) {
        requireCertified(state, run);
        if (run.measuredNothing()) {
            return new Step(gap(state), new Signal.NotMeasured());
        }
        DetectorState weighed = weighed(state, run);
        if (weighed.heat() >= 1) {
            return new Step(weighed, alarm(weighed));
        }
        return new Step(learned(weighed, run), new Signal.Quiet(weighed.heat()));
    }

    private static void requireCertified(DetectorState state, Tallies run) {
        List<String> unknown = run.byTask().keySet().stream()
                .filter(task -> !state.certificate().known().byTask().containsKey(task))
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Tasks without certified replicates: " + unknown);
        }
    }

    private static DetectorState gap(DetectorState state) {
        return new DetectorState(
                state.plan(), state.runs() + 1, state.gaps() + 1, state.certificate(), state.recentPast());
    }

    private static DetectorState weighed(DetectorState state, Tallies run) {
        RunSpread spread = spread(state);
        AnchorState certificate = weighed(state, Anchor.CERTIFICATE, spread, run);
        AnchorState recentPast = weighed(state, Anchor.RECENT_PAST, spread, run);
        return new DetectorState(state.plan(), state.runs() + 1, state.gaps(), certificate, recentPast);
    }

    private static AnchorState weighed(DetectorState state, Anchor anchor, RunSpread spread, Tallies run) {
        AnchorState before = state.of(anchor);
        WatchPlan plan = state.plan();
        double[] coins = RunSurprise.of(plan.scale().kind(), plan.assurance(), before.known(), run);
        double[] moderated = Arrays.stream(coins).map(spread::moderated).toArray();
        double ceiling = CEILING * plan.thresholds().of(anchor);
        Surprise remembered = new Surprise(state.runs() + 1, remembered(plan, before.known(), run, coins));
        AnchorState after = before.after(remembered, moderated, ceiling);
        return looksAtEach(plan) ? after.lookingAtEach(run, ceiling) : after;
    }

    /// A tie that counts in full makes a run without any failure the least surprising one there is. Such numbers would
    /// look like wild scatter, so what is remembered counts ties half in either mode.
    private static double remembered(WatchPlan plan, Tallies known, Tallies run, double[] coins) {
        return RunSurprise.middle(
                plan.assurance() == Assurance.CALIBRATED
                        ? coins
                        : RunSurprise.of(plan.scale().kind(), Assurance.CALIBRATED, known, run));
    }

    /// The theorem of the guaranteed mode is about one number a run, so there single tasks are not looked at.
    private static boolean looksAtEach(WatchPlan plan) {
        return plan.scale().kind() == Scale.Kind.PASS_FAIL && plan.assurance() == Assurance.CALIBRATED;
    }

    /// From runs before this one only: the proof of the budget rests on that.
    private static RunSpread spread(DetectorState state) {
        return RunSpread.of(state.plan().scatter(), state.certificate().surprises());
    }

    private static DetectorState learned(DetectorState weighed, Tallies run) {
        return new DetectorState(
                weighed.plan(),
                weighed.runs(),
                weighed.gaps(),
                weighed.certificate().learning(run),
                weighed.recentPast().learning(run, EPOCH));
    }

    private static Signal.Alarm alarm(DetectorState state) {
        Anchor anchor = List.of(Anchor.values()).stream()
                .max(Comparator.comparingDouble(state::heat))
                .orElseThrow();
        ChangeDate when = ChangeDate.of(state.of(anchor).surprises(), spread(state));
        return new Signal.Alarm(anchor, state.heat(anchor), when);
    }
}
