package dev.holdfast.service.respond;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A new behaviour that somebody takes as the right one: it becomes a baseline once somebody else certifies it.
final class AcceptTest {
    @TempDir
    private Path folder;

    @Test
    void putsTheRunsSinceTheChangeForwardAndOpensNothingWhileSomebodyElseDecides() throws Exception {
        try (var desk = Desk.open(folder, "mode: observe")) {
            desk.drifts();
            var incident = desk.incident().path("id").asText();

            accept(desk, incident);
            desk.run();

            var proposed = baseline(desk, incident);
            assertThat(proposed.path("state").asText()).isEqualTo("proposed");
            assertThat(proposed.at("/certificate/runs"))
                    .as("the two runs that show it, and none from before")
                    .hasSize(2);
            assertThat(incidents(desk))
                    .as("what was accepted does not open again meanwhile")
                    .hasSize(1);
            assertThat(history(desk, incident)).containsSubsequence("opened", "seen_again", "put_forward", "ended");

            var own = desk.admin().post("/v1/baselines/" + id(proposed) + "/decision", "{\"choice\": \"CERTIFY\"}");
            assertThat(own.status())
                    .as("whoever accepted it does not certify it")
                    .isEqualTo(403);
            desk.team().certifier().post("/v1/baselines/" + id(proposed) + "/decision", "{\"choice\": \"CERTIFY\"}");
            var run = desk.run();

            assertThat(verdict(desk, run)).isEqualTo("PASS");
            assertThat(incidents(desk)).hasSize(1);
        }
    }

    @Test
    void opensAgainWhatNobodyWantedToCertify() throws Exception {
        try (var desk = Desk.open(folder, "mode: observe")) {
            desk.drifts();
            var incident = desk.incident().path("id").asText();
            accept(desk, incident);

            desk.team()
                    .certifier()
                    .post(
                            "/v1/baselines/" + id(baseline(desk, incident)) + "/decision",
                            "{\"choice\": \"REJECT\", \"reason\": \"it is wrong\"}");
            desk.run();

            assertThat(incidents(desk)).hasSize(2).anyMatch(each -> !each.has("ending"));
        }
    }

    @Test
    void refusesToAcceptWhatCannotBeABaselineAndSaysWhy() throws Exception {
        try (var desk = Desk.open(folder, "mode: observe")) {
            desk.drifts();
            var incident = desk.incident().path("id").asText();
            desk.republish("promises: [{metric: correct, max_drop: 5pt}, {metric: correct, at_least: 90%}]");

            var refused = desk.admin()
                    .post(
                            "/v1/incidents/" + incident + "/decisions",
                            Json.line(Map.of("what", "accept", "reason", "we wanted that")));

            assertThat(refused.status()).as(refused.body()).isEqualTo(409);
            assertThat(refused.text("code")).isEqualTo("not_certifiable");
            assertThat(refused.body()).contains("correct is at least 90.0 %");
            assertThat(desk.incident().has("ending")).isFalse();
        }
    }

    private static void accept(Desk desk, String incident) {
        var accepted = desk.admin()
                .post(
                        "/v1/incidents/" + incident + "/decisions",
                        Json.line(Map.of("what", "accept", "reason", "the new policy is 14 days")));
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(200);
        assertThat(accepted.json().at("/ending/outcome").asText()).isEqualTo("ACCEPTED");
    }

    private static JsonNode baseline(Desk desk, String incident) {
        return items(desk, "/v1/baselines").stream()
                .filter(each -> each.path("incident").asText().equals(incident))
                .findFirst()
                .orElseThrow();
    }

    private static String id(JsonNode baseline) {
        return baseline.path("id").asText();
    }

    private static List<String> history(Desk desk, String incident) {
        return items(desk, "/v1/incidents/" + incident + "/events").stream()
                .map(event -> event.at("/what/event").asText())
                .toList();
    }

    private static List<JsonNode> incidents(Desk desk) {
        return items(desk, "/v1/incidents");
    }

    private static String verdict(Desk desk, JsonNode run) {
        return desk.team()
                .author()
                .get("/v1/evaluations/" + run.path("evaluation").asText())
                .text("verdict");
    }

    private static List<JsonNode> items(Desk desk, String path) {
        return desk.admin().get(path).json().path("items").valueStream().toList();
    }
}
