package dev.holdfast.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import dev.holdfast.service.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

final class DueRunsTest {
    private static final int TASKS = Desk.TASKS;

    private final FakeAgent agent = FakeAgent.start().does(new Reaction.Says("yes"));
    private final Team team = Team.found("acme");
    private final Desk desk = new Desk(team, agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void runsAPactWhenItIsSent() {
        var pact = desk.publish("watch: {every: 6h}");

        var ended = desk.ended(pact, "schedule").getFirst();

        assertThat(ended.path("state").asText()).isEqualTo("ended");
        assertThat(ended.path("detail").asText()).contains("no certified baseline");
        var run = team.author().get("/v1/runs/" + ended.path("run").asText());
        assertThat(run.json().path("observations").asInt()).isEqualTo(TASKS);
        assertThat(agent.calls()).isEqualTo(TASKS);
        var next = Instant.parse(
                team.author().get("/v1/pacts/" + pact + "/schedule").text("nextAt"));
        assertThat(next).isEqualTo(Instant.parse(ended.path("dueAt").asText()).plus(6, ChronoUnit.HOURS));
    }

    @Test
    void runsAPactWhenSomebodyWantsItTo() {
        var pact = desk.publish("");

        var wanted = team.author().post("/v1/pacts/" + pact + "/due-runs", "{}");

        assertThat(wanted.status()).as(wanted.body()).isEqualTo(202);
        assertThat(desk.ended(pact, "demand")).hasSize(1);
    }

    @Test
    void makesUpForTheNewestTimeThatCameDueAndNamesTheOthersAsMissed() {
        var pact = desk.publish("watch: {every: 1h}");
        desk.ended(pact, "schedule");
        backdate(pact, Duration.ofMinutes(270));

        TestService.bean(CatchingUp.class).catchUp(desk.tenant(), UUID.fromString(pact));

        var all = desk.ended(pact, "schedule", 5);
        assertThat(all.stream().map(row -> row.path("state").asText()))
                .as("every hour of the four and a half since the last run")
                .containsExactlyInAnyOrder("ended", "missed", "missed", "missed", "ended");
        var covered = team.author()
                .get("/v1/schedule-coverage?from=%s&to=%s"
                        .formatted(Instant.now().minus(1, ChronoUnit.DAYS), Instant.now()))
                .json()
                .path(0);
        assertThat(covered.path("due").asInt()).isEqualTo(5);
        assertThat(covered.path("missed").asInt()).isEqualTo(3);
    }

    @Test
    void asksNothingWhileTheScheduleIsPaused() {
        var pact = desk.publish("watch: {every: 1h}");
        desk.ended(pact, "schedule");
        var calls = agent.calls();
        var paused = team.admin()
                .send(team.admin()
                        .request("/v1/pacts/" + pact + "/schedule")
                        .header("Content-Type", "application/json")
                        .PUT(java.net.http.HttpRequest.BodyPublishers.ofString("{\"paused\": true}")));
        assertThat(paused.status()).as(paused.body()).isEqualTo(200);
        backdate(pact, Duration.ofMinutes(90));

        TestService.bean(CatchingUp.class).catchUp(desk.tenant(), UUID.fromString(pact));

        assertThat(desk.ended(pact, "schedule", 2).getFirst().path("detail").asText())
                .contains("paused");
        assertThat(agent.calls()).isEqualTo(calls);
    }

    @Test
    void askedTwiceForTheSameTimeItRunsOnce() {
        var pact = desk.publish("watch: {every: 6h}");
        desk.ended(pact, "schedule");

        for (var i = 0; i < 3; i++) {
            TestService.bean(CatchingUp.class).catchUp(desk.tenant(), UUID.fromString(pact));
        }

        assertThat(desk.ended(pact, "schedule", 1)).hasSize(1);
        assertThat(agent.calls()).isEqualTo(TASKS);
    }

    @Test
    void judgesAgainstTheBaselineInForceAndHearsAnAlarm() {
        var pact = desk.publish("watch: {every: 6h, false_alarms: 1 per year}");
        desk.certify(
                pact, IntStream.range(0, 3).mapToObj(_ -> desk.demand(pact)).toList());

        var sound = desk.due(desk.demand(pact));
        agent.does(new Reaction.Says("no"));
        var drifted = desk.due(desk.demand(pact));

        assertThat(desk.verdict(sound)).isEqualTo("PASS");
        assertThat(desk.verdict(drifted)).isEqualTo("FAIL");
        var alarms = team.author().get("/v1/alarms").json().path("items");
        assertThat(alarms).isNotEmpty();
        assertThat(alarms.path(0).path("dueRun").asText())
                .isEqualTo(drifted.path("id").asText());
        var incidents = team.author().get("/v1/incidents").json().path("items");
        assertThat(incidents).as("one drift is one incident").hasSize(1);
    }

    @Test
    void failsWithTheReasonWhereASecretIsMissing() {
        var pact = desk.publish("", "openai: {base_url: \"%s/v1\", model: m, api_key: \"${env:NOT_THERE}\"}");

        var wanted = team.author().post("/v1/pacts/" + pact + "/due-runs", "{}").text("id");

        var failed = desk.due(wanted);
        assertThat(failed.path("state").asText()).isEqualTo("failed");
        assertThat(failed.path("detail").asText()).contains("NOT_THERE");
    }

    @Test
    void makesOnceMoreWhatCouldNotBeMade() throws java.io.IOException {
        var pact = desk.publish("", "openai: {base_url: \"%s\", model: m, api_key: \"${env:LATE}\"}");
        var wanted = team.author().post("/v1/pacts/" + pact + "/due-runs", "{}").text("id");
        assertThat(desk.due(wanted).path("state").asText()).isEqualTo("failed");
        var listed = team.author().get("/v1/due-runs?state=failed").json().path("items");
        assertThat(listed.path(0).path("id").asText()).isEqualTo(wanted);

        var secrets = TestService.data()
                .resolve("secrets")
                .resolve(desk.tenant().organisation().toString());
        java.nio.file.Files.createDirectories(secrets);
        java.nio.file.Files.writeString(secrets.resolve("LATE"), "there now");
        var retried = team.author().post("/v1/due-runs/" + wanted + "/retry", "");

        assertThat(retried.status()).as(retried.body()).isEqualTo(202);
        assertThat(desk.due(wanted).path("state").asText()).isEqualTo("ended");
        assertThat(team.author().post("/v1/due-runs/" + wanted + "/retry", "").text("code"))
                .isEqualTo("not_failed");
    }

    @Test
    void hasMadeWhatWasWrittenDownAndNeverRemembered() {
        var pact = desk.publish("");
        var id = desk.demand(pact);
        forget(id);

        TestService.bean(Sweeper.class).sweep(desk.tenant(), Duration.ofMinutes(-1));

        assertThat(desk.due(id).path("state").asText()).isEqualTo("ended");
    }

    @Test
    void wakesAgainForAPactThatTheTimetableForgot() throws SchedulerException {
        var pact = UUID.fromString(desk.publish("watch: {every: 6h}"));
        desk.ended(pact.toString(), "schedule");
        var timetable = TestService.bean(Timetable.class);
        var next = timetable.next(pact).orElseThrow();
        TestService.bean(Scheduler.class)
                .deleteJob(new Errand.Begin(desk.tenant().organisation(), pact).key());
        assertThat(timetable.next(pact)).isEmpty();

        TestService.bean(Sweeper.class).sweep(desk.tenant(), Duration.ofMinutes(1));

        assertThat(timetable.next(pact)).contains(next);
    }

    /// As if the node had died before it remembered to close the run.
    private void forget(String id) {
        TestService.bean(Database.class).write(desk.tenant(), connection -> {
            try (var update = connection.prepareStatement(
                    "UPDATE due_runs SET state = 'closing', ended_at = NULL WHERE id = ?::uuid")) {
                update.setString(1, id);
                return update.executeUpdate();
            }
        });
    }

    @Test
    void lendsNoPactTheServicesOwnEnvironment() {
        var pact = desk.publish("", "openai: {base_url: \"%s/v1\", model: m, api_key: \"${env:PATH}\"}");

        var wanted = team.author().post("/v1/pacts/" + pact + "/due-runs", "{}").text("id");

        assertThat(desk.due(wanted).path("state").asText()).isEqualTo("failed");
        assertThat(agent.calls()).isZero();
    }

    /// As if the schedule, and its only run, had begun that much earlier.
    private void backdate(String pact, Duration by) {
        TestService.bean(Database.class).write(desk.tenant(), connection -> {
            for (var sql : List.of(
                    "UPDATE schedules SET anchor = anchor - ?::interval WHERE pact = ?::uuid",
                    "UPDATE due_runs SET due_at = due_at - ?::interval WHERE pact = ?::uuid")) {
                try (var update = connection.prepareStatement(sql)) {
                    update.setString(1, by.toString());
                    update.setString(2, pact);
                    update.executeUpdate();
                }
            }
            return true;
        });
    }
}
