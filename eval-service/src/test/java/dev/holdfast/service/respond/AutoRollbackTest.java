package dev.holdfast.service.respond;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.alerting.notify.Payload;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A pact that lets the service decide: what it does alone while a control stands still beside the agent, and what it
/// does not once the control moves as well.
final class AutoRollbackTest {
    @TempDir
    private Path folder;

    private final FakeAgent control = FakeAgent.start().does(new Reaction.Says("yes"));

    @AfterEach
    void stop() {
        control.close();
    }

    @Test
    void takesAnAgentBackAndProvesItWithoutAnybody() throws Exception {
        try (var desk = open()) {
            desk.pin("bad");
            desk.run();
            assertThat(desk.actions()).as("one run is not enough").isEmpty();
            desk.run();

            var action = desk.actions().getFirst();

            assertThat(desk.ended(action)).isEqualTo("VERIFIED");
            assertThat(desk.states(action)).containsExactly("AUTHORIZED", "EXECUTING", "EXECUTED", "VERIFIED");
            assertThat(desk.pinned()).isEqualTo("good");
            var done = desk.actions().getFirst().path("action");
            assertThat(done.path("automatic").asBoolean()).isTrue();
            assertThat(done.has("by")).as("nobody approved it").isFalse();
            assertThat(done.path("checks").valueStream())
                    .hasSize(12)
                    .allMatch(check -> check.path("holds").asBoolean());
            assertThat(desk.incident().at("/ending/outcome").asText()).isEqualTo("VERIFIED");
            assertThat(desk.told(4).stream().map(Payload::body))
                    .as("before and after, somebody is told")
                    .anyMatch(text -> text.startsWith("an action begins | DRIFT"))
                    .anyMatch(text -> text.startsWith("an action has ended | RESOLVED"));
        }
    }

    @Test
    void asksWhereTheControlMovedAsWellThoughLessAndSaysWhy() throws Exception {
        try (var desk = open()) {
            control.does(call -> new Reaction.Says(call.question().startsWith("1") ? "no" : "yes"));
            desk.drifts();

            var action = desk.actions().getFirst().path("action");

            assertThat(action.path("state").asText()).isEqualTo("AWAITING_APPROVAL");
            assertThat(action.path("remarks").toString()).contains("the control moved as well");
            assertThat(desk.pinned()).isEqualTo("bad");
            assertThat(desk.told(2).stream().map(Payload::body))
                    .anySatisfy(text -> assertThat(text)
                            .contains("because the control moved as well")
                            .contains("Not quite: ")
                            .contains("but the agent moved further"));
        }
    }

    /// What moved then is what measures, or what both stand on.
    @Test
    void proposesNothingAndTellsItsOwnersWhereTheControlMovedAsFar() throws Exception {
        try (var desk = open()) {
            control.does(new Reaction.Says("no"));
            desk.drifts();

            assertThat(desk.actions()).isEmpty();
            assertThat(desk.pinned()).isEqualTo("bad");
            assertThat(incidents(desk)).singleElement().satisfies(incident -> {
                assertThat(incident.at("/identity/part").asText()).isEqualToIgnoringCase("control");
                assertThat(incident.path("urgency").asText()).isEqualToIgnoringCase("page");
                assertThat(incident.at("/latest/sentence").asText()).contains("the control moved by");
            });

            control.does(new Reaction.Says("yes"));
            desk.run();

            assertThat(incidents(desk))
                    .as("a control that stands still ends it, and the drift counts again")
                    .anyMatch(incident -> incident.at("/identity/part").asText().equalsIgnoreCase("control")
                            && incident.has("ending"))
                    .anyMatch(incident -> incident.at("/identity/kind").asText().equals("drift"));
        }
    }

    private Desk open() throws Exception {
        return Desk.open(
                folder,
                "mode: auto",
                "control: {target: {openai: {base_url: \"%s\", model: c}}}".formatted(control.url()));
    }

    private static List<JsonNode> incidents(Desk desk) {
        return desk.admin()
                .get("/v1/incidents")
                .json()
                .path("items")
                .valueStream()
                .toList();
    }
}
