package dev.holdfast.baselines.plan;

import dev.holdfast.baselines.watch.Assurance;
import dev.holdfast.baselines.watch.CertifiedScatter;
import dev.holdfast.baselines.watch.Detector;
import dev.holdfast.baselines.watch.DetectorState;
import dev.holdfast.baselines.watch.Signal;
import dev.holdfast.baselines.watch.Thresholds;
import dev.holdfast.baselines.watch.WatchPlan;
import java.util.SplittableRandom;

/// How soon the watch itself finds a drift in simulated suites.
///
/// Path `i` takes the same random numbers whatever the design, so that designs differ by what they are and not by
/// luck.
///
/// @param thresholds of one stream's share of the budget
/// @param scatter    what the certified runs show of whole runs that differ; later runs do not differ as a whole
/// @param seed       of everything random
record DelaySimulation(Thresholds thresholds, CertifiedScatter scatter, long seed) {
    /// Runs of the unchanged agent between the certificate and the drift.
    static final int QUIET = 5;

    /// A drift that is not found in so many runs is not waited for.
    static final int LONGEST = 30;

    /// The same for a stream whose certified runs show this.
    DelaySimulation knowing(CertifiedScatter certified) {
        return new DelaySimulation(thresholds, certified, seed);
    }

    /// How many runs it took, path by path; [#LONGEST] + 1 where it was not found.
    int[] delays(Behaviour behaviour, Design design, double size, int paths) {
        var delays = new int[paths];
        for (var path = 0; path < paths; path++) {
            delays[path] = delay(behaviour, design, size, path, LONGEST);
        }
        return delays;
    }

    /// Whether at least `share` of the paths find the drift within so many runs; answered as soon as it is clear.
    boolean finds(Behaviour behaviour, Design design, double size, Goal goal) {
        var bearable = Math.floor(goal.paths() * (1 - goal.share()) + 1e-9);
        var missed = 0;
        for (var path = 0; path < goal.paths(); path++) {
            missed += delay(behaviour, design, size, path, goal.within()) > goal.within() ? 1 : 0;
            if (missed > bearable) {
                return false;
            }
        }
        return true;
    }

    private int delay(Behaviour behaviour, Design design, double size, int path, int longest) {
        var random = random(seed, path);
        var suite = behaviour.draw(design, size, random);
        var plan = new WatchPlan(behaviour.scale(), Assurance.CALIBRATED, thresholds, scatter);
        DetectorState state = Detector.start(plan, suite.certified());
        for (var run = 0; run < QUIET; run++) {
            state = Detector.next(state, suite.run(false, random)).state();
        }
        for (var run = 1; run <= longest; run++) {
            var step = Detector.next(state, suite.run(true, random));
            if (step.signal() instanceof Signal.Alarm) {
                return run;
            }
            state = step.state();
        }
        return longest + 1;
    }

    /// The random numbers of one path. Seeds are mixed, as near ones can give the same numbers a little later.
    static SplittableRandom random(long seed, int path) {
        return new SplittableRandom(new SplittableRandom(seed + path).nextLong());
    }

    /// What is asked of a design.
    record Goal(int within, double share, int paths) {}
}
