package dev.holdfast.service.respond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.alerting.action.Rollout;
import dev.holdfast.alerting.action.Rollout.Phase;
import dev.holdfast.alerting.actuator.FlagActuator;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.TestService;
import dev.holdfast.service.refusal.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A candidate that goes out in steps, through a real file of flagd.
final class RolloutsTest {
    @TempDir
    private Path folder;

    private final Actions actions = TestService.bean(Actions.class);
    private final Rollouts rollouts = TestService.bean(Rollouts.class);
    private Path flags;
    private Scene scene;

    @BeforeEach
    void open() throws IOException {
        flags = Files.writeString(folder.resolve("flags.json"), """
                {"flags": {"model": {"state": "ENABLED", "variants": {"stable": "good", "candidate": "new"},
                                     "defaultVariant": "stable"}}}
                """);
        scene = Scene.open(new Letterbox(0), Map.of("agent-1", new FlagActuator(flags, "model")));
    }

    @Test
    void goesFurtherWithEachRunThatPasses() throws IOException {
        begin();
        assertThat(shares()).isEqualTo("[[\"candidate\",5],[\"stable\",95]]");

        passes(1);
        assertThat(shares()).isEqualTo("[[\"candidate\",25],[\"stable\",75]]");
        passes(2);
        assertThat(flag().path("defaultVariant").asText()).isEqualTo("candidate");
        assertThat(flag().has("targeting")).isFalse();
        assertThat(only().phase()).isEqualTo(Phase.GOING);
        passes(3);

        assertThat(only().phase()).isEqualTo(Phase.DONE);
    }

    @Test
    void comesBackWithARunThatFailsAndStaysBack() throws IOException {
        begin();
        passes(1);

        fails(2);

        assertThat(only().phase()).isEqualTo(Phase.BACK);
        assertThat(flag().has("targeting")).isFalse();
        assertThat(flag().path("defaultVariant").asText()).isEqualTo("stable");
        assertThatThrownBy(this::begin).isInstanceOf(RefusedException.class).hasMessageContaining("quarantine");
    }

    @Test
    void comesBackFromAllOfTheTrafficToo() throws IOException {
        begin();
        passes(1);
        passes(2);

        fails(3);

        assertThat(only().phase()).isEqualTo(Phase.BACK);
        assertThat(flag().path("defaultVariant").asText()).isEqualTo("stable");
    }

    @Test
    void staysWhereItIsForARunFromBefore() throws IOException {
        begin();

        actions.respondTo(scene.acting(), scene.fine(1, Instant.now().minus(Duration.ofMinutes(5))));

        assertThat(shares()).isEqualTo("[[\"candidate\",5],[\"stable\",95]]");
    }

    @Test
    void isTakenBackByAPersonWithAReason() throws IOException {
        var begun = begin();

        var stopped = scene.api().post("/v1/rollouts/" + begun.id() + "/stop", "{\"reason\": \"too slow\"}");

        assertThat(stopped.status()).as(stopped.body()).isEqualTo(200);
        assertThat(flag().has("targeting")).isFalse();
        assertThat(only().why()).isEqualTo("too slow");
    }

    @Test
    void leavesRulesOfOthersAlone() throws IOException {
        Files.writeString(
                flags,
                Files.readString(flags)
                        .replace("\"state\"", "\"targeting\": {\"if\": [true, \"candidate\"]}, \"state\""));

        assertThat(begin().phase()).isEqualTo(Phase.FAILED);
        assertThat(flag().path("targeting").has("if")).isTrue();
    }

    @Test
    void takesNoSecondCandidateAndNoAgentWithoutShares() throws IOException {
        begin();

        assertThatThrownBy(this::begin).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> rollouts.begin(scene.acting(), subject(2), "new", UUID.randomUUID()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("share of the traffic");
    }

    private Rollout begin() {
        return rollouts.begin(scene.acting(), subject(1), "new", UUID.randomUUID());
    }

    private Subject subject(int agent) {
        return new Subject(scene.organisation().toString(), "pact-" + agent, "agent-" + agent, "prod");
    }

    private void passes(int minute) {
        actions.respondTo(scene.acting(), scene.fine(1, Instant.now().plus(Duration.ofMinutes(minute))));
    }

    private void fails(int minute) {
        actions.respondTo(scene.acting(), scene.drift(1, Instant.now().plus(Duration.ofMinutes(minute))));
    }

    private Rollout only() {
        return rollouts.all(scene.tenant()).getFirst();
    }

    private String shares() throws IOException {
        return flag().at("/targeting/fractional").toString();
    }

    private JsonNode flag() throws IOException {
        return Json.tree("flags", Files.readString(flags)).at("/flags/model");
    }
}
