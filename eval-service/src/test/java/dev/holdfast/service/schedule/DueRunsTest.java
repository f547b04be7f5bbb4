package dev.holdfast.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DueRunsTest {
    private static final int TASKS = 120;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeAgent agent = FakeAgent.start().does(new Reaction.Says("yes"));
    private final Team team = Team.found("acme");

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void runsAPactWhenItIsSent() {
        var pact = publish("watch: {every: 6h}");

        var ended = ended(pact, "schedule").getFirst();

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
        var pact = publish("");

        var wanted = team.author().post("/v1/pacts/" + pact + "/due-runs", "{}");

        assertThat(wanted.status()).as(wanted.body()).isEqualTo(202);
        assertThat(ended(pact, "demand")).hasSize(1);
    }

    @Test
    void makesUpForTheNewestTimeThatCameDueAndNamesTheOthersAsMissed() {
        var pact = publish("watch: {every: 1h}");
        ended(pact, "schedule");
        backdate(pact, Duration.ofMinutes(270));

        TestService.bean(DueRuns.class).catchUp(tenant(), UUID.fromString(pact));

        var all = ended(pact, "schedule", 5);
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
        var pact = publish("watch: {every: 1h}");
        ended(pact, "schedule");
        var calls = agent.calls();
        var paused = team.admin()
                .send(team.admin()
                        .request("/v1/pacts/" + pact + "/schedule")
                        .header("Content-Type", "application/json")
                        .PUT(java.net.http.HttpRequest.BodyPublishers.ofString("{\"paused\": true}")));
        assertThat(paused.status()).as(paused.body()).isEqualTo(200);
        backdate(pact, Duration.ofMinutes(90));

        TestService.bean(DueRuns.class).catchUp(tenant(), UUID.fromString(pact));

        assertThat(ended(pact, "schedule", 2).getFirst().path("detail").asText())
                .contains("paused");
        assertThat(agent.calls()).isEqualTo(calls);
    }

    @Test
    void askedTwiceForTheSameTimeItRunsOnce() {
        var pact = publish("watch: {every: 6h}");
        ended(pact, "schedule");

        for (var i = 0; i < 3; i++) {
            TestService.bean(DueRuns.class).catchUp(tenant(), UUID.fromString(pact));
        }

        assertThat(ended(pact, "schedule", 1)).hasSize(1);
        assertThat(agent.calls()).isEqualTo(TASKS);
    }

    @Test
    void judgesAgainstTheBaselineInForceAndHearsAnAlarm() {
        var pact = publish("watch: {every: 6h, false_alarms: 1 per year}");
        certify(pact, IntStream.range(0, 3).mapToObj(_ -> demand(pact)).toList());

        var sound = due(demand(pact));
        agent.does(new Reaction.Says("no"));
        var drifted = due(demand(pact));

        assertThat(verdict(sound)).isEqualTo("PASS");
        assertThat(verdict(drifted)).isEqualTo("FAIL");
        var alarms = team.author().get("/v1/alarms").json().path("items");
        assertThat(alarms).isNotEmpty();
        assertThat(alarms.path(0).path("dueRun").asText())
                .isEqualTo(drifted.path("id").asText());
        var incidents = team.author().get("/v1/incidents").json().path("items");
        assertThat(incidents).as("one drift is one incident").hasSize(1);
    }

    @Test
    void failsWithTheReasonWhereASecretIsMissing() {
        var pact = publish("", "openai: {base_url: \"%s/v1\", model: m, api_key: \"${env:NOT_THERE}\"}");

        var wanted = team.author().post("/v1/pacts/" + pact + "/due-runs", "{}").text("id");

        var failed = due(wanted);
        assertThat(failed.path("state").asText()).isEqualTo("failed");
        assertThat(failed.path("detail").asText()).contains("NOT_THERE");
    }

    @Test
    void lendsNoPactTheServicesOwnEnvironment() {
        var pact = publish("", "openai: {base_url: \"%s/v1\", model: m, api_key: \"${env:PATH}\"}");

        var wanted = team.author().post("/v1/pacts/" + pact + "/due-runs", "{}").text("id");

        assertThat(due(wanted).path("state").asText()).isEqualTo("failed");
        assertThat(agent.calls()).isZero();
    }

    private String publish(String watch) {
        return publish(watch, "openai: {base_url: \"%s/v1\", model: m}");
    }

    private String publish(String watch, String target) {
        var golden = IntStream.range(0, TASKS)
                .mapToObj(i -> "{\"id\": \"t%d\", \"input\": \"%d?\", \"expected\": \"yes\"}".formatted(i, i))
                .collect(Collectors.joining("\n"));
        var yaml = """
                holdfast: 1
                pact: desk
                agent: {target: {%s}, limits: {at_once: 16}}
                golden: [golden.jsonl]
                metrics: {correct: {equals: expected}}
                promises: [{metric: correct, max_drop: 5pt}]
                %s
                """.formatted(target.formatted(agent.url()), watch);
        var sent = team.publish(Map.of("pact.yaml", yaml, "golden.jsonl", golden));
        assertThat(sent.status()).as(sent.body()).isEqualTo(201);
        return sent.text("pact");
    }

    private void certify(String pact, List<String> dueRuns) {
        var runs = dueRuns.stream().map(id -> due(id).path("run").asText()).toList();
        var proposed = team.author().post("/v1/baselines", Json.line(Map.of("pact", pact, "runs", runs)));
        assertThat(proposed.status()).as(proposed.body()).isEqualTo(201);
        var decided = team.certifier()
                .post("/v1/baselines/" + proposed.text("id") + "/decision", "{\"choice\": \"CERTIFY\"}");
        assertThat(decided.text("state")).isEqualTo("certified");
    }

    private String demand(String pact) {
        var id = team.author().post("/v1/pacts/" + pact + "/due-runs", "{}").text("id");
        due(id);
        return id;
    }

    private String verdict(JsonNode due) {
        return team.author()
                .get("/v1/evaluations/" + due.path("evaluation").asText())
                .text("verdict");
    }

    /// A due run, once it is over.
    private JsonNode due(String id) {
        return await(() -> {
                    var row = team.author().get("/v1/due-runs/" + id).json();
                    return row.has("endedAt") ? List.of(row) : List.of();
                })
                .getFirst();
    }

    private List<JsonNode> ended(String pact, String reason) {
        return ended(pact, reason, 1);
    }

    private List<JsonNode> ended(String pact, String reason, int count) {
        return await(() -> {
            var rows = StreamSupport.stream(
                            team.author()
                                    .get("/v1/due-runs")
                                    .json()
                                    .path("items")
                                    .spliterator(),
                            false)
                    .filter(row -> row.path("pact").asText().equals(pact))
                    .filter(row -> row.path("reason").asText().equals(reason))
                    .filter(row -> row.has("endedAt"))
                    .sorted(java.util.Comparator.comparing(
                                    (JsonNode row) -> row.path("dueAt").asText())
                            .reversed())
                    .toList();
            return rows.size() >= count ? rows : List.of();
        });
    }

    private static List<JsonNode> await(java.util.function.Supplier<List<JsonNode>> wanted) {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            var found = wanted.get();
            if (!found.isEmpty()) {
                return found;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        throw new AssertionError("not within " + PATIENCE);
    }

    private Tenant tenant() {
        var organisation =
                team.author().get("/v1/projects").json().path("items").path(0).path("organisation");
        return Tenant.of(UUID.fromString(organisation.asText()));
    }

    /// As if the schedule, and its only run, had begun that much earlier.
    private void backdate(String pact, Duration by) {
        TestService.bean(Database.class).write(tenant(), connection -> {
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
