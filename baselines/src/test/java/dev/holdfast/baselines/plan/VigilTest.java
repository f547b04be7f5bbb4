package dev.holdfast.baselines.plan;

import static dev.holdfast.baselines.compare.Examples.certified;
import static dev.holdfast.baselines.compare.Examples.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.Examples;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VigilTest {
    private static final int TASKS = 60;

    private final PactFile pact;
    private final Baseline baseline;

    VigilTest(@TempDir Path folder) {
        pact = new Examples(folder).pact(TASKS, "{metric: ok, max_drop: 5pt}");
        baseline = certified(pact, seen("a", 0), seen("b", 0), seen("c", 0));
    }

    @Test
    void goesOnToTheSameBitsAfterItWasStoredBetweenAnyTwoRuns() {
        var whole = Vigil.begin(pact, baseline, Confidence.DEFAULT);
        var stored = Json.line(whole.state());

        for (var run : IntStream.range(0, 8)
                .mapToObj(i -> seen("run-" + i, i < 4 ? 0 : 12))
                .toList()) {
            var resumed =
                    Vigil.resume(pact, baseline, Confidence.DEFAULT, Json.read("state", stored, Vigil.State.class));
            var heard = whole.next(run);

            assertThat(resumed.next(run)).isEqualTo(heard);
            stored = Json.line(resumed.state());
            assertThat(stored).isEqualTo(Json.line(whole.state()));
        }
        assertThat(whole.next(seen("last", 12)).inAlarm()).isTrue();
    }

    @Test
    void countsNoRunTwice() {
        var vigil = Vigil.begin(pact, baseline, Confidence.DEFAULT);
        vigil.next(seen("run", 0));

        assertThat(vigil.hasSeen(seen("run", 0))).isTrue();
        assertThatThrownBy(() -> vigil.next(seen("run", 0))).hasMessageContaining("seen already");
    }

    private static Run seen(String id, int dead) {
        return run(id, TASKS, i -> new Outcome.Answered(i >= dead ? "yes" : "no"));
    }
}
