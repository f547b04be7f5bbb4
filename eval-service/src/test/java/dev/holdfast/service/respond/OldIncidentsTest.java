package dev.holdfast.service.respond;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.service.Superuser;
import dev.holdfast.service.TestService;
import dev.holdfast.service.database.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What was opened before incidents named their project.
final class OldIncidentsTest {
    private static final Instant NOW = Instant.parse("2026-10-02T08:00:00Z");
    private static final String MIGRATION = "/dev/holdfast/service/migration/V531__projects_of_old_incidents.sql";

    private final Scene scene = Scene.open(new Letterbox(0), Map.of());
    private final Respond respond = TestService.bean(Respond.class);

    @Test
    void areOfTheProjectOfTheirRuns() throws Exception {
        var project = keepRun();
        opened();

        migrate();

        var incident = respond.incidents(scene.tenant()).getFirst();
        var identity = (Identity.Drift) incident.identity();
        assertThat(identity.subject().project()).contains(project);
        assertThat(incident.affected()).containsExactly(identity.subject());
        assertThat(column("SELECT identity FROM incidents")).isEqualTo(identity.key());
        assertThat(column("SELECT subject FROM incidents")).isEqualTo(IncidentRows.subject(identity.subject()));
        assertThat(respond.evaluation(scene.tenant(), identity, incident)).isPresent();
    }

    @Test
    void areLeftWhereTheirRunsTellOfNoProject() throws Exception {
        opened();

        migrate();

        assertThat(respond.incidents(scene.tenant()).getFirst().identity())
                .isInstanceOfSatisfying(
                        Identity.Drift.class,
                        drift -> assertThat(drift.subject().project()).isEmpty());
    }

    private void opened() {
        var drift = scene.drift(1, NOW);
        var subject = new Subject(scene.organisation().toString(), "pact-1", "agent-1", "scheduled");
        TestService.bean(Actions.class)
                .respondTo(
                        scene.acting(),
                        new Occasion(subject, drift.evaluation(), drift.alarms(), drift.troubles(), drift.contact()));
    }

    /// The pact, and the evaluation of its run, as far as they matter here.
    private String keepRun() throws IOException, SQLException {
        var project =
                scene.api().post("/v1/projects", "{\"name\": \"support\"}").text("id");
        var pact = UUID.randomUUID();
        var organisation = scene.organisation();
        Superuser.run("""
                INSERT INTO pacts (organisation, project, id, name, created_at, version)
                VALUES ('%s', '%s', '%s', 'pact-1', now(), 0)""".formatted(organisation, project, pact), """
                INSERT INTO evaluations
                    (organisation, project, id, pact, version, run, baseline, name, verdict, headline, at, document)
                VALUES ('%s', '%s', '%s', '%s', '%s', '%s', '%s', '%s', 'FAIL', '', now(), '{}')""".formatted(
                        organisation,
                        project,
                        UUID.randomUUID(),
                        pact,
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        scene.drift(1, NOW).evaluation().id()));
        return project;
    }

    /// As the owner of the tables, who sees no more rows than anybody else.
    private static void migrate() throws IOException, SQLException {
        try (var script = OldIncidentsTest.class.getResourceAsStream(MIGRATION);
                var connection = Superuser.connection("holdfast_owner");
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            connection.commit();
        }
    }

    private String column(String query) {
        return TestService.bean(Database.class)
                .read(
                        scene.tenant(),
                        connection -> Rows.texts(connection, query).getFirst());
    }
}
