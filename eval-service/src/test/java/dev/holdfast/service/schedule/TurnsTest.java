package dev.holdfast.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.service.Superuser;
import dev.holdfast.service.Team;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One organisation that wants more than can be made, and others beside it.
final class TurnsTest {
    private static final int RUNS = Integer.getInteger("turns.runs", 40);
    private static final double PROMPT_SECONDS = 10;

    private final FakeAgent slow =
            FakeAgent.start().does(new Reaction.After(Duration.ofMillis(200), new Reaction.Says("yes")));
    private final FakeAgent agent = FakeAgent.start().does(new Reaction.Says("yes"));
    private final Desk greedy = new Desk(Team.found("greedy"), slow);

    @AfterEach
    void stop() throws IOException, SQLException {
        Superuser.run(
                "UPDATE due_runs SET state = 'failed', ended_at = now() WHERE ended_at IS NULL AND organisation = '"
                        + greedy.tenant().organisation() + "'");
        slow.does(new Reaction.Says("yes"));
        while (slow.inFlight() > 0) {
            LockSupport.parkNanos(10_000_000);
        }
        slow.close();
        agent.close();
    }

    @Test
    void keepNobodyWaitingForAnothersRuns() {
        var pact = greedy.publish("", "openai: {base_url: \"%s\", model: m}", "at_once: 1");
        IntStream.range(0, RUNS).forEach(_ -> want(greedy, pact, 5));

        var waits = IntStream.range(0, 3)
                .mapToObj(i -> new Desk(Team.found("modest-" + i), agent))
                .mapToDouble(TurnsTest::secondsUntilItsRunHasEnded)
                .boxed()
                .toList();

        System.out.printf(
                "%d runs of one organisation wait, of 24 seconds each; another's took %.1f, %.1f and %.1f s%n",
                RUNS, waits.get(0), waits.get(1), waits.get(2));
        assertThat(waits).allMatch(seconds -> seconds < PROMPT_SECONDS);
        assertThat(greedy.all(pact).stream().filter(row -> row.has("endedAt")))
                .as("what one organisation has made takes minutes more")
                .isEmpty();
        assertThat(slow.maxInFlight())
                .as("one call at a time for each of its shards that are made at once")
                .isBetween(1, Turns.OF_A_NODE);
    }

    @Test
    void makeFirstWhatHasPriority() {
        slow.does(new Reaction.After(Duration.ofMillis(50), new Reaction.Says("yes")));
        var pact = greedy.publish("");
        var usual = IntStream.range(0, 20).mapToObj(_ -> want(greedy, pact, 5)).toList();

        greedy.due(want(greedy, pact, 9));

        assertThat(ended(usual)).as("what had been begun before, and no more").isLessThan(usual.size() / 2);
    }

    private long ended(List<String> dueRuns) {
        return dueRuns.stream()
                .filter(id -> greedy.team()
                        .author()
                        .get("/v1/due-runs/" + id)
                        .text("state")
                        .equals("ended"))
                .count();
    }

    private static double secondsUntilItsRunHasEnded(Desk desk) {
        var pact = desk.publish("");
        var begun = System.nanoTime();
        assertThat(desk.due(desk.demand(pact)).path("state").asText()).isEqualTo("ended");
        return (System.nanoTime() - begun) / 1e9;
    }

    private static String want(Desk desk, String pact, int priority) {
        var wanted =
                desk.team().author().post("/v1/pacts/" + pact + "/due-runs", "{\"priority\": %d}".formatted(priority));
        assertThat(wanted.status()).as(wanted.body()).isEqualTo(202);
        return wanted.text("id");
    }
}
