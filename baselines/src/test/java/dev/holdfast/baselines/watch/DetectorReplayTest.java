package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DetectorReplayTest {

    private static final int RUNS = 66;
    private static final int CHANGE = 60;

    static Stream<Agent> agents() {
        SplittableRandom random = new SplittableRandom(1);
        return Stream.of(
                Agent.PassFail.of(6, 0.3, true, random),
                Agent.Grades.of(6, 0.3, random),
                Agent.Seconds.of(6, 0.2, random));
    }

    @ParameterizedTest
    @MethodSource("agents")
    void goesOnFromAStoredCopyToTheSameBitsWhereverTheHistoryIsSplit(Agent agent) {
        for (Assurance assurance : Assurance.values()) {
            List<Tallies> runs = runs(agent);
            List<DetectorState> states = states(start(agent, assurance), runs);
            String end = Json.line(states.getLast());

            for (int split = 0; split <= RUNS; split++) {
                DetectorState copy = copied(states.get(split));
                assertThat(copy).isEqualTo(states.get(split));
                assertThat(Json.line(states(copy, runs.subList(split, RUNS)).getLast()))
                        .as("split after run " + split)
                        .isEqualTo(end);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("agents")
    void givesTheSameSignalsFromStoredCopies(Agent agent) {
        DetectorState kept = start(agent, Assurance.CALIBRATED);
        DetectorState stored = kept;
        for (Tallies run : runs(agent)) {
            Step keptStep = Detector.next(kept, run);
            Step storedStep = Detector.next(copied(stored), run);
            kept = keptStep.state();
            stored = storedStep.state();

            assertThat(storedStep).isEqualTo(keptStep);
        }
    }

    @Test
    void doesNotDependOnTheOrderInWhichTasksAreNamed() {
        Tallies run = Tallies.of(new TreeMap<>(Examples.failing(3, 10).byTask()).descendingMap());
        DetectorState state =
                Detector.start(Examples.plan(Scale.passFail()), Examples.each(10, Tally.ofSuccesses(4, 5)));

        assertThat(Detector.next(state, run)).isEqualTo(Detector.next(state, Examples.failing(3, 10)));
    }

    private static DetectorState start(Agent agent, Assurance assurance) {
        WatchPlan plan = WatchPlan.of(agent.scale(), Examples.FIVE_PERCENT_IN_100_RUNS, assurance, 1);
        return agent.watched(plan, 5, new SplittableRandom(2));
    }

    /// The states before every run and after the last.
    private static List<DetectorState> states(DetectorState first, List<Tallies> runs) {
        List<DetectorState> states = new ArrayList<>(List.of(first));
        runs.forEach(run -> states.add(Detector.next(states.getLast(), run).state()));
        return states;
    }

    /// Months of runs, some of which measured nothing, that pass an epoch and end in a drift.
    private static List<Tallies> runs(Agent agent) {
        SplittableRandom random = new SplittableRandom(3);
        List<Tallies> runs = new ArrayList<>();
        for (int run = 1; run <= RUNS; run++) {
            runs.add(run % 9 == 0 ? Tallies.NONE : agent.run(1, run > CHANGE, random));
        }
        return runs;
    }

    private static DetectorState copied(DetectorState state) {
        return Json.read("state", Json.line(state), DetectorState.class);
    }
}
