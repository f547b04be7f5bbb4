package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.respond.Desk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A night on call, on the command line.
final class OnCallTest {
    @TempDir
    private Path repository;

    @TempDir
    private Path home;

    private Desk desk;

    @BeforeEach
    void drift() throws IOException {
        desk = Desk.open(repository, "mode: approve");
        desk.drifts();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void takesOnWhatHasDriftedApprovesGoingBackAndCountsThePage() {
        var incident = desk.incident().path("id").asText();
        var action = desk.actions().getFirst();

        var listed = run("incidents");
        var taken = run("incidents", "ack", incident, "--reason", "on it");
        var waiting = run("actions");
        var approved = run("actions", "approve", action.at("/action/id").asText(), "--reason", "the numbers are clear");
        desk.ended(action);
        var precision = run("incidents", "precision");

        assertThat(listed.out()).contains(incident, "page", "desk · scheduled", "correct");
        assertThat(taken.out()).contains("taken by");
        assertThat(waiting.out()).contains("AWAITING_APPROVAL", "It would set the model from bad to good");
        assertThat(approved.code()).as(approved.err()).isZero();
        // whoever got to it first does it: this request, or a node that looks for approved actions
        assertThat(approved.out()).containsPattern("EXECUTING|EXECUTED|VERIFIED");
        assertThat(desk.pinned()).isEqualTo("good");
        assertThat(precision.out()).contains("1 useful").contains("100 %");
    }

    @Test
    void goesBackByItselfAndLetsTheModelGoAgain() {
        var incident = desk.incident().path("id").asText();

        var back = run("incidents", "rollback", incident, "--reason", "customers complain");
        var action = desk.actions().getFirst();
        desk.ended(action);
        var denied = run("incidents", "pin", incident, "--model", "bad", "--reason", "once more");
        var released = run("actions", "release", action.at("/action/id").asText(), "--reason", "mended");

        assertThat(back.code()).as(back.err()).isZero();
        assertThat(denied.code()).isEqualTo(2);
        assertThat(denied.err()).contains("bad is in quarantine");
        assertThat(released.code()).as(released.err()).isZero();
        assertThat(desk.admin().get("/v1/quarantines").json().path("items")).isEmpty();
    }

    @Test
    void marksNoiseSilencesAndFreezes() {
        var incident = desk.incident().path("id").asText();

        var noise = run("incidents", "noise", incident, "--reason", "the tasks were wrong");
        var silenced = run("incidents", "silence", "--label", "agent=desk", "--for", "PT2H", "--reason", "a migration");
        var frozen = run("actions", "freeze", "--for", "PT2H", "--reason", "a sale");
        var precision = run("incidents", "precision", "--days", "1");

        assertThat(noise.out()).contains("over: NOISE");
        assertThat(silenced.out()).startsWith("sil_");
        assertThat(frozen.out()).startsWith("frz_");
        assertThat(precision.out()).contains("1 noise", "should be a ticket");
    }

    @Test
    void recordsWhatWentOut() {
        var recorded = run("record-deployment", "--pact", "desk", "--model", "better", "--environment", "prod");

        assertThat(recorded.code()).as(recorded.err()).isZero();
        assertThat(desk.admin().get("/v1/deployments/" + recorded.out().strip()).text("model"))
                .isEqualTo("better");
    }

    @Test
    void saysWhatIsWrong() {
        var without = run("incidents", "rollback", "inc_0");
        var unknown = run("incidents", "ack", "inc_0", "--reason", "on it");
        var away = Cli.run(home, Map.of("HOLDFAST_TOKEN", "hf_x"), "incidents", "--server", "http://127.0.0.1:1");

        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err()).contains("--reason");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(away.code()).isEqualTo(4);
    }

    private Cli run(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--server", desk.admin().service().toString()));
        return Cli.run(home, Map.of("HOLDFAST_TOKEN", desk.admin().token()), all.toArray(String[]::new));
    }
}
