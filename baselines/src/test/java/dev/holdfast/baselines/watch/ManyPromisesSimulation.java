package dev.holdfast.baselines.watch;

import dev.holdfast.baselines.stat.EBenjaminiHochberg;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Prints the second table of docs/statistics/watch.md: 40 promises watched for 100 runs, of which 10 drop 5 points
/// after run 40.
///
/// Arguments: the number of repeats, the seed, the certified replicates a task, and the shares.
@SuppressWarnings("SystemOut")
final class ManyPromisesSimulation {

    private static final int PROMISES = 40;
    private static final int DRIFTING = 10;
    private static final int RUNS = 100;
    private static final int CLEAN_RUNS = 40;
    private static final int TASKS = 50;
    private static final double LEVEL = 0.05;
    private static final AlarmBudget BUDGET = new AlarmBudget(LEVEL, RUNS);

    private final double share;
    private final int replicates;
    private final boolean eBenjaminiHochberg;
    private final Thresholds thresholds;
    private final Mean anyFalse = new Mean();
    private final Mean falseShare = new Mean();
    private final Mean found = new Mean();
    private final List<Integer> delays = new ArrayList<>();

    private ManyPromisesSimulation(double share, int replicates, boolean eBenjaminiHochberg, long seed) {
        this.share = share;
        this.replicates = replicates;
        this.eBenjaminiHochberg = eBenjaminiHochberg;
        Assurance assurance = eBenjaminiHochberg ? Assurance.GUARANTEED : Assurance.CALIBRATED;
        this.thresholds = Thresholds.of(BUDGET.sharedBy(PROMISES), assurance, seed);
    }

    public static void main(String[] arguments) {
        int repeats = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        int replicates = Integer.parseInt(arguments[2]);
        System.out.println("| share | K | rule | P(any false) | FDP | found of 10 | median runs after the drift |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (String share : arguments[3].split(",", -1)) {
            for (boolean eBh : new boolean[] {false, true}) {
                ManyPromisesSimulation simulation =
                        new ManyPromisesSimulation(Double.parseDouble(share), replicates, eBh, seed);
                SplittableRandom random = new SplittableRandom(seed);
                for (int repeat = 0; repeat < repeats; repeat++) {
                    simulation.repeat(random);
                }
                simulation.print();
            }
        }
    }

    private void repeat(SplittableRandom random) {
        List<Agent> agents = new ArrayList<>();
        List<DetectorState> states = new ArrayList<>();
        for (int promise = 0; promise < PROMISES; promise++) {
            Agent agent = Agent.PassFail.of(TASKS, share, true, random);
            Assurance assurance = eBenjaminiHochberg ? Assurance.GUARANTEED : Assurance.CALIBRATED;
            agents.add(agent);
            states.add(agent.watched(
                    new WatchPlan(agent.scale(), assurance, thresholds, CertifiedScatter.UNKNOWN), replicates, random));
        }
        int[] alarms = new int[PROMISES];
        for (int run = 1; run <= RUNS; run++) {
            for (int promise = 0; promise < PROMISES; promise++) {
                boolean drifted = promise < DRIFTING && run > CLEAN_RUNS;
                Step step =
                        Detector.next(states.get(promise), agents.get(promise).run(1, drifted, random));
                states.set(promise, step.state());
            }
            for (int promise : alarmed(states)) {
                alarms[promise] = alarms[promise] == 0 ? run : alarms[promise];
            }
        }
        count(alarms);
    }

    private List<Integer> alarmed(List<DetectorState> states) {
        if (eBenjaminiHochberg) {
            double[] adjusted = EBenjaminiHochberg.adjust(
                    states.stream().mapToDouble(state -> state.eValue(RUNS)).toArray());
            return IntStream.range(0, PROMISES)
                    .filter(promise -> adjusted[promise] <= LEVEL)
                    .boxed()
                    .toList();
        }
        return IntStream.range(0, PROMISES)
                .filter(promise -> states.get(promise).heat() >= 1)
                .boxed()
                .toList();
    }

    private void count(int[] alarms) {
        int[] drifting = Arrays.copyOf(alarms, DRIFTING);
        long real = Arrays.stream(drifting).filter(run -> run > CLEAN_RUNS).count();
        long all = Arrays.stream(alarms).filter(run -> run > 0).count();
        anyFalse.add(all > real ? 1 : 0);
        falseShare.add(all == 0 ? 0 : (all - real) / (double) all);
        found.add((double) real);
        Arrays.stream(drifting)
                .map(run -> run > CLEAN_RUNS ? run - CLEAN_RUNS : RUNS)
                .forEach(delays::add);
    }

    private void print() {
        Collections.sort(delays);
        System.out.printf(
                Locale.ROOT,
                "| %.1f | %d | %s | %s | %s | %s | %d |%n",
                share,
                replicates,
                eBenjaminiHochberg ? "e-BH, guaranteed" : "budget shared, calibrated",
                anyFalse.text(3),
                falseShare.text(4),
                found.text(2),
                delays.get(delays.size() / 2));
    }
}
