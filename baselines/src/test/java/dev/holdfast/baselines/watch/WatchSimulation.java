package dev.holdfast.baselines.watch;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Prints the table of docs/statistics/watch.md: false alarms and delays on agents of every shape.
///
/// Arguments: the number of agents a row, the seed, and optionally the rows (`passfail`, `few`, `late`, `other`,
/// `guaranteed`, `rough`, `year`, and `bound`: what could be reached by somebody who has to learn the rates).
@SuppressWarnings("SystemOut")
final class WatchSimulation {

    private static final AlarmBudget BUDGET = new AlarmBudget(0.05, 100);
    private static final int RUNS = 100;

    /// An oracle has to be calibrated for each agent and scatters little, so fewer agents get one.
    private static final int ORACLES = 60;

    /// Keeps the agents of one seed apart from those of the next.
    private static final long SEEDS = 1_000_003;

    private final int agents;
    private final long seed;
    private final Assurance assurance;
    private final Thresholds thresholds;

    private WatchSimulation(int agents, long seed, Assurance assurance) {
        this(agents, seed, assurance, BUDGET);
    }

    private WatchSimulation(int agents, long seed, Assurance assurance, AlarmBudget budget) {
        this.agents = agents;
        this.seed = seed;
        this.assurance = assurance;
        this.thresholds = Thresholds.of(budget, assurance, seed);
    }

    /// One row: what agent, how many certified replicates, and how many clean runs before the drift.
    private record Row(String name, int replicates, int cleanRuns, Function<SplittableRandom, Agent> agent) {}

    public static void main(String[] arguments) {
        int agents = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        List<String> parts = arguments.length > 2
                ? List.of(arguments[2].split(",", -1))
                : List.of("passfail", "few", "late", "other", "guaranteed", "rough", "year", "bound");
        WatchSimulation calibrated = new WatchSimulation(agents, seed, Assurance.CALIBRATED);
        System.out.println("| agent | K | clean runs | false alarms ± s.e. | delay ± s.e. | oracle | ratio |");
        System.out.println("|---|---|---|---|---|---|---|");
        if (parts.contains("passfail")) {
            calibrated.passFail(100);
        }
        if (parts.contains("few")) {
            calibrated.passFail(30);
            calibrated.passFail(10);
        }
        if (parts.contains("late")) {
            calibrated.earlyAndLate();
        }
        if (parts.contains("other")) {
            calibrated.other();
        }
        if (parts.contains("rough")) {
            calibrated.rough();
        }
        if (parts.contains("year")) {
            calibrated.year();
        }
        if (parts.contains("bound")) {
            calibrated.bound();
        }
        if (parts.contains("guaranteed")) {
            new WatchSimulation(agents, seed, Assurance.GUARANTEED).guaranteed();
        }
    }

    private void passFail(int tasks) {
        for (double share : new double[] {0.1, 0.2, 0.3, 0.6, 1}) {
            for (int replicates : new int[] {5, 10}) {
                print(passFail(tasks, share, replicates, 50, false));
                print(passFail(tasks, share, replicates, 50, true));
            }
        }
    }

    private void earlyAndLate() {
        for (double share : new double[] {0.1, 0.3, 1}) {
            for (int cleanRuns : new int[] {0, 5, 300}) {
                print(passFail(100, share, 10, cleanRuns, true));
            }
        }
        for (int cleanRuns : new int[] {50, 300}) {
            print(passFail(50, 1, 10, cleanRuns, true));
        }
    }

    private void other() {
        for (int replicates : new int[] {5, 10}) {
            for (int tasks : new int[] {100, 30, 10}) {
                print(new Row(
                        "grades, noise .1, " + tasks + " tasks", replicates, 50, r -> Agent.Grades.of(tasks, .1, r)));
                print(new Row(
                        "grades, noise .5, " + tasks + " tasks", replicates, 50, r -> Agent.Grades.of(tasks, .5, r)));
                print(new Row(
                        "seconds ±20 %, " + tasks + " tasks", replicates, 50, r -> Agent.Seconds.of(tasks, .2, r)));
            }
        }
    }

    private void rough() {
        for (int replicates : new int[] {5, 10}) {
            for (double mood : new double[] {0.01, 0.02, 0.05}) {
                String name = String.format(Locale.ROOT, "seconds ±20 %%, 100 tasks, runs share ±%.0f %%", 100 * mood);
                print(new Row(name, replicates, 50, r -> new Agent.Moody(Agent.Seconds.of(100, 0.2, r), mood)));
            }
            for (int tasks : new int[] {100, 10}) {
                print(new Row(
                        "pass/fail, share 0.3, " + tasks + " tasks, a third missing in each run",
                        replicates,
                        50,
                        r -> new Agent.Patchy(Agent.PassFail.of(tasks, 0.3, true, r), 0.33)));
            }
            print(new Row(
                    "grades, noise .1, 30 tasks, a third missing in each run",
                    replicates,
                    50,
                    r -> new Agent.Patchy(Agent.Grades.of(30, 0.1, r), 0.33)));
        }
    }

    /// One false alarm a year at four runs a day: how often any comes within the year (at most 1 - 1/e = .632).
    private void year() {
        AlarmBudget budget = new AlarmBudget(1, 1460);
        WatchSimulation year = new WatchSimulation(agents, seed, Assurance.CALIBRATED, budget);
        for (double share : new double[] {0.1, 0.3, 1}) {
            SplittableRandom random = new SplittableRandom(seed);
            Mean alarms = new Mean();
            for (int i = 0; i < agents; i++) {
                Agent agent = Agent.PassFail.of(30, share, true, random);
                alarms.add(year.firstAlarm(agent, 10, budget.runs(), budget.runs(), random) <= budget.runs() ? 1 : 0);
            }
            System.out.printf(
                    Locale.ROOT, "| a year, share %.1f, 30 tasks | 10 | 1460 | %s | | | |%n", share, alarms.text(3));
        }
    }

    private void bound() {
        for (int replicates : new int[] {5, 10}) {
            for (double share : new double[] {0.1, 0.2, 0.3, 0.6, 1}) {
                bound(30, share, replicates);
            }
            bound(50, 1, replicates);
            bound(100, 1, replicates);
        }
    }

    /// False alarms and delays of the oracle that estimates, in the columns of the watch.
    private void bound(int tasks, double share, int replicates) {
        SplittableRandom random = new SplittableRandom(seed);
        EstimatingOracle oracle = EstimatingOracle.of(tasks, share, replicates, BUDGET, random);
        Row row = passFail(tasks, share, replicates, 50, true);
        Mean falseAlarms = new Mean();
        Mean delay = new Mean();
        for (int i = 0; i < agents; i++) {
            falseAlarms.add(oracle.firstAlarm(RUNS, RUNS, random) <= RUNS ? 1 : 0);
            addDelay(delay, oracle.firstAlarm(row.cleanRuns(), row.cleanRuns() + 50, random), row);
        }
        System.out.printf(
                "| estimating oracle, %s | %d | %d | %s | %s | | |%n",
                row.name(), replicates, row.cleanRuns(), falseAlarms.text(3), delay.text(2));
    }

    private void guaranteed() {
        for (double share : new double[] {0.1, 0.3, 1}) {
            print(passFail(100, share, 10, 50, true));
        }
    }

    private static Row passFail(int tasks, double share, int replicates, int cleanRuns, boolean uniform) {
        String name = String.format(
                Locale.ROOT, "pass/fail, share %.1f, %d tasks, %s", share, tasks, uniform ? "uniform" : "dead");
        return new Row(name, replicates, cleanRuns, random -> Agent.PassFail.of(tasks, share, uniform, random));
    }

    /// Every agent has a seed of its own, so that they can share the cores.
    private void print(Row row) {
        List<Watched> watched = IntStream.range(0, agents)
                .parallel()
                .mapToObj(i -> watched(row, i, new SplittableRandom(seed * SEEDS + i)))
                .toList();
        Mean falseAlarms = new Mean();
        Mean delay = new Mean();
        Mean oracle = new Mean();
        watched.forEach(agent -> {
            falseAlarms.add(agent.falseAlarm() ? 1 : 0);
            addDelay(delay, agent.alarm(), row);
            agent.oraclesAlarm().ifPresent(alarm -> addDelay(oracle, alarm, row));
        });
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %s | %s | %.2f | %.2f |%n",
                row.name(),
                row.replicates(),
                row.cleanRuns(),
                falseAlarms.text(3),
                delay.text(2),
                oracle.mean(),
                delay.mean() / oracle.mean());
    }

    /// What became of one agent: whether it alarmed unchanged, and in which run after its change.
    private record Watched(boolean falseAlarm, int alarm, OptionalInt oraclesAlarm) {}

    private Watched watched(Row row, int number, SplittableRandom random) {
        Agent agent = row.agent().apply(random);
        boolean falseAlarm = firstAlarm(agent, row.replicates(), RUNS, RUNS, random) <= RUNS;
        int end = row.cleanRuns() + 50;
        int alarm = firstAlarm(agent, row.replicates(), row.cleanRuns(), end, random);
        OptionalInt oracle = number < ORACLES
                ? OptionalInt.of(Oracle.of(agent, BUDGET, random).firstAlarm(row.cleanRuns(), end, random))
                : OptionalInt.empty();
        return new Watched(falseAlarm, alarm, oracle);
    }

    /// A drift that is not found within 50 runs counts 51.
    private static void addDelay(Mean delay, int alarm, Row row) {
        if (alarm > row.cleanRuns()) {
            delay.add(alarm - row.cleanRuns());
        }
    }

    private int firstAlarm(Agent agent, int replicates, int cleanRuns, int runs, SplittableRandom random) {
        WatchPlan plan = new WatchPlan(agent.scale(), assurance, thresholds, CertifiedScatter.UNKNOWN);
        DetectorState state = agent.watched(plan, replicates, random);
        for (int run = 1; run <= runs; run++) {
            Step step = Detector.next(state, agent.run(1, run > cleanRuns, random));
            if (step.signal() instanceof Signal.Alarm) {
                return run;
            }
            state = step.state();
        }
        return runs + 1;
    }
}
