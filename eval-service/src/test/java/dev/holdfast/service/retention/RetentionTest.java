package dev.holdfast.service.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class RetentionTest {
    private final Team team = Team.found("retaining");
    private final UUID organisation = UUID.fromString(team.admin().get("/v1/me").text("organisation"));
    private final String pact = team.publish(
                    Map.of("pact.yaml", """
                    holdfast: 1
                    pact: kept
                    agent: {target: {recorded: {file: unused.jsonl}}}
                    golden: [golden.jsonl]
                    metrics: {ok: {equals: {literal: 'yes'}}}
                    promises: [{metric: ok, max_drop: 5pt}]
                    """, "golden.jsonl", "{\"id\":\"t0\",\"input\":\"?\"}"))
            .text("pact");

    @Test
    void putsOldRunsIntoFilesAndStillReadsThem() throws IOException {
        rule("{\"keepDays\": 30, \"archive\": true}");
        var old = record("old");
        var young = record("young");
        var lines = lines(old).body();
        age(old, 31);

        assertThat(TestService.bean(Retention.class).putAway(organisation)).isEqualTo(1);

        var file = TestService.data().resolve("archive/%s/%s/%s.jsonl.gz".formatted(organisation, pact, old));
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(lines);
        }
        assertThat(observations(old)).isZero();
        assertThat(observations(young)).isEqualTo(3);
        assertThat(lines(old).body()).isEqualTo(lines);
        assertThat(team.admin().get("/v1/audit?limit=1000").body()).contains("run.archived");
        assertThat(TestService.bean(Retention.class).putAway(organisation))
                .as("nothing is left")
                .isZero();
    }

    @Test
    void forgetsLinesThatNobodyWantsInAFile() {
        rule("{\"keepDays\": 30, \"archive\": false}");
        var old = record("old");
        age(old, 31);

        TestService.bean(Retention.class).putAway(organisation);

        assertThat(lines(old).status()).isEqualTo(410);
        assertThat(team.author().get("/v1/runs/" + old).text("digest")).startsWith("sha256:");
        assertThat(team.author()
                        .post("/v1/evaluations", Json.line(Map.of("run", old)))
                        .status())
                .as("what is gone is no evidence")
                .isBetween(400, 499);
    }

    @Test
    void keepsEverythingWhereNobodySaysOtherwise() {
        var old = record("old");
        age(old, 5_000);

        assertThat(TestService.bean(Retention.class).putAway(organisation)).isZero();
        assertThat(team.author().get("/v1/pacts/" + pact + "/retention").status())
                .isEqualTo(404);
    }

    @Test
    void refusesARuleThatKeepsNothing() {
        assertThat(put("{\"keepDays\": 0, \"archive\": false}").status()).isEqualTo(422);
    }

    private void rule(String rule) {
        var set = put(rule);
        assertThat(set.status()).as(set.body()).isEqualTo(200);
    }

    private Api.Answer put(String rule) {
        return team.admin()
                .send(team.admin()
                        .request("/v1/pacts/" + pact + "/retention")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(rule)));
    }

    private Api.Answer lines(String run) {
        return team.author().get("/v1/runs/" + run + "/lines");
    }

    private String record(String name) {
        var lines = IntStream.range(0, 3)
                .mapToObj(i -> "{\"run\":\"%s\",\"task\":\"t0\",\"repeat\":%d,\"output\":\"yes\"}".formatted(name, i))
                .collect(Collectors.joining("\n"));
        var taken = team.record(pact, lines);
        assertThat(taken.status()).as(taken.body()).isEqualTo(201);
        return taken.json().path("runs").path(0).path("id").asText();
    }

    private long observations(String run) {
        return number("SELECT count(*) FROM observations WHERE run = ?::uuid", run);
    }

    private void age(String run, int days) {
        number(
                "WITH aged AS (UPDATE runs SET stored_at = stored_at - make_interval(days => " + days
                        + ") WHERE id = ?::uuid RETURNING 1) SELECT count(*) FROM aged",
                run);
    }

    private long number(String sql, String run) {
        return TestService.bean(Database.class).write(Tenant.of(organisation), connection -> {
            try (var select = connection.prepareStatement(sql)) {
                select.setString(1, run);
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }
}
