package dev.holdfast.baselines.watch;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/// Prints the third and fourth tables of docs/statistics/watch.md: how far a slow decline gets, and how well changes
/// are dated.
///
/// Arguments: the number of agents a row, the seed.
@SuppressWarnings("SystemOut")
final class SlowDeclineSimulation {

    private static final int TASKS = 100;
    private static final int REPLICATES = 10;
    private static final int RUNS_A_RELEASE = 20;
    private static final int CLEAN_RUNS = 50;
    private static final int LAST_RUN = 400;

    private final int agents;
    private final long seed;
    private final WatchPlan plan;

    private SlowDeclineSimulation(int agents, long seed) {
        this.agents = agents;
        this.seed = seed;
        this.plan = WatchPlan.of(Scale.passFail(), new AlarmBudget(0.05, 100), Assurance.CALIBRATED, seed);
    }

    public static void main(String[] arguments) {
        SlowDeclineSimulation simulation =
                new SlowDeclineSimulation(Integer.parseInt(arguments[0]), Long.parseLong(arguments[1]));
        System.out.println("| share | points lost when the alarm came | runs since the decline began |");
        System.out.println("|---|---|---|");
        for (double share : new double[] {0.1, 0.3, 1}) {
            simulation.decline(share);
        }
        System.out.println("| share | interval holds the true run | width in runs |");
        System.out.println("|---|---|---|");
        for (double share : new double[] {0.1, 0.3, 1}) {
            simulation.dates(share);
        }
    }

    /// One point less with every release, a release every 20 runs, after 50 clean runs.
    private void decline(double share) {
        SplittableRandom random = new SplittableRandom(seed);
        Mean points = new Mean();
        Mean runs = new Mean();
        for (int i = 0; i < agents; i++) {
            Agent.PassFail agent = Agent.PassFail.of(TASKS, share, true, random);
            DetectorState state = Detector.start(plan, agent.run(REPLICATES, false, random));
            int run = 0;
            Signal signal = new Signal.NotMeasured();
            while (!(signal instanceof Signal.Alarm) && run < LAST_RUN) {
                run++;
                Step step = Detector.next(state, worse(agent, releases(run)).run(1, false, random));
                state = step.state();
                signal = step.signal();
            }
            if (run > CLEAN_RUNS) {
                points.add(releases(run));
                runs.add(run - CLEAN_RUNS);
            }
        }
        System.out.printf(Locale.ROOT, "| %.1f | %s | %s |%n", share, points.text(2), runs.text(1));
    }

    private static int releases(int run) {
        return run <= CLEAN_RUNS ? 0 : 1 + (run - CLEAN_RUNS - 1) / RUNS_A_RELEASE;
    }

    private static Agent worse(Agent.PassFail agent, int points) {
        double kept = 1 - points * Agent.DROP / 5;
        double[] rates = Arrays.stream(agent.rates()).map(rate -> rate * kept).toArray();
        return new Agent.PassFail(rates, agent.dead(), true);
    }

    private void dates(double share) {
        SplittableRandom random = new SplittableRandom(seed);
        Mean held = new Mean();
        Mean width = new Mean();
        for (int i = 0; i < agents; i++) {
            Agent agent = Agent.PassFail.of(TASKS, share, true, random);
            DetectorState state = Detector.start(plan, agent.run(REPLICATES, false, random));
            for (int run = 1; run <= 2 * CLEAN_RUNS; run++) {
                Step step = Detector.next(state, agent.run(1, run > CLEAN_RUNS, random));
                state = step.state();
                if (step.signal() instanceof Signal.Alarm alarm) {
                    if (run > CLEAN_RUNS) {
                        int first = CLEAN_RUNS + 1;
                        ChangeDate when = alarm.when();
                        held.add(when.earliest() <= first && first <= when.latest() ? 1 : 0);
                        width.add(when.latest() - when.earliest() + 1);
                    }
                    break;
                }
            }
        }
        System.out.printf(Locale.ROOT, "| %.1f | %s | %s |%n", share, held.text(2), width.text(1));
    }
}
