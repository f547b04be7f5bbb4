package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DetectorReplayTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void resumesFromAStoredCopyAtEveryRunToTheSameBits() throws IOException {
        Agent agent = Agent.PassFail.of(30, 0.3, true, new SplittableRandom(1));
        DetectorState kept = Detector.start(Examples.plan(agent.scale()), agent.run(5, false, new SplittableRandom(2)));
        DetectorState stored = kept;
        for (Tallies run : runs(agent)) {
            Step keptStep = Detector.next(kept, run);
            Step storedStep = Detector.next(copied(stored), run);
            kept = keptStep.state();
            stored = storedStep.state();

            assertThat(storedStep).isEqualTo(keptStep);
            assertThat(json.writeValueAsString(stored)).isEqualTo(json.writeValueAsString(kept));
        }
        assertThat(Detector.next(stored, agent.run(1, true, new SplittableRandom(4)))
                        .signal())
                .isInstanceOf(Signal.Alarm.class);
    }

    @Test
    void doesNotDependOnTheOrderInWhichTasksAreNamed() {
        Tallies run = Tallies.of(new TreeMap<>(Examples.failing(3, 10).byTask()).descendingMap());
        DetectorState state =
                Detector.start(Examples.plan(Scale.passFail()), Examples.each(10, Tally.ofSuccesses(4, 5)));

        assertThat(Detector.next(state, run)).isEqualTo(Detector.next(state, Examples.failing(3, 10)));
    }

    private static List<Tallies> runs(Agent agent) {
        SplittableRandom random = new SplittableRandom(3);
        List<Tallies> runs = new ArrayList<>();
        for (int run = 1; run <= 70; run++) {
            runs.add(run % 9 == 0 ? Tallies.NONE : agent.run(1, run > 60, random));
        }
        return runs;
    }

    private DetectorState copied(DetectorState state) throws IOException {
        return json.readValue(json.writeValueAsString(state), DetectorState.class);
    }
}
