package dev.holdfast.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TallyTest {
    private final FakeAgent agent = FakeAgent.start().does(new Reaction.Says("yes"));
    private final Team team = Team.found("counted");
    private final Desk desk = new Desk(team, agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void countsRunsAndTellsWhatWasSeenOfAPromise() {
        var pact = desk.publish("");
        desk.certify(
                pact, IntStream.range(0, 3).mapToObj(_ -> desk.demand(pact)).toList());
        desk.demand(pact);

        var tenant = "tenant=\"" + desk.tenant().organisation() + "\"";
        var labels = "pact=\"desk\"," + tenant;
        await("holdfast_runs_total{execution=\"completed\"," + labels + ",verdict=\"pass\"} 1.0");
        assertThat(figures())
                .contains(
                        "holdfast_runs_total{execution=\"completed\"," + labels + ",verdict=\"none\"} 3.0",
                        "holdfast_runs_total{execution=\"completed\"," + labels + ",verdict=\"pass\"} 1.0",
                        "target=\"desk\"," + tenant + "} 1.0")
                .contains(
                        "holdfast_last_completed_run_timestamp_seconds{" + labels + "}",
                        "holdfast_run_duration_seconds_count",
                        "holdfast_trials_total{outcome=\"answered\"}",
                        "holdfast_clause_estimate_ratio{clause=");
    }

    @Test
    void countsARunThatCouldNotBeMade() {
        desk.demand(desk.publish("", "openai: {base_url: \"%s\", model: m, api_key: \"${env:NOT_THERE}\"}"));

        await("holdfast_runs_total{execution=\"failed\",pact=\"desk\",tenant=\""
                + desk.tenant().organisation() + "\",verdict=\"none\"} 1.0");
    }

    /// What ended is told a moment after it was written down.
    private static void await(String figure) {
        for (var tries = 0; tries < 100 && !figures().contains(figure); tries++) {
            LockSupport.parkNanos(50_000_000);
        }
        assertThat(figures()).contains(figure);
    }

    private static String figures() {
        return TestService.bearing(TestService.server().firstToken().orElseThrow())
                .get("/prometheus")
                .body();
    }
}
