package dev.holdfast.service.respond;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.alerting.actuator.OpenClawActuator;
import dev.holdfast.alerting.notify.Links;
import dev.holdfast.alerting.notify.Route;
import dev.holdfast.alerting.wire.HttpLine;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.OpenClawGateway;
import dev.holdfast.harness.fake.StreamingModel;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Hosted;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real gateway whose pin somebody changes, and the service that takes it back once a person approves.
@Tag("openclaw")
final class OpenClawRollbackTest {
    private static final int TASKS = 60;
    private static final int CERTIFIED_RUNS = 3;

    @TempDir
    private Path folder;

    private final Team team = Team.found("acme");

    @Test
    void takesTheGatewayBackToWhatWasCertifiedAndProvesIt() throws Exception {
        try (var model = FakeAgent.start().does(new StreamingModel(OpenClawRollbackTest::say));
                var gateway = OpenClawGateway.start(folder, model.url())) {
            connect(gateway);
            var pact = publish(gateway);
            new Hosted(team, pact).certify(CERTIFIED_RUNS);
            gateway.pin(OpenClawGateway.BETA);
            new Hosted(team, pact).run();
            var begun = System.nanoTime();
            new Hosted(team, pact).run();
            tell("the second run on the other model, with incident and proposal", begun);

            var proposed = team.admin().get("/v1/actions").json().at("/items/0");
            begun = System.nanoTime();
            var done = approve(proposed);
            tell("approval, until the gateway answers with the certified model", begun);
            var pinned = gateway.pin();
            begun = System.nanoTime();
            var ended = ended(proposed);
            tell("verification run", begun);

            assertThat(proposed.at("/action/state").asText()).isEqualTo("AWAITING_APPROVAL");
            assertThat(proposed.at("/action/rehearsal/cannot"))
                    .as("what the gateway cannot set is said before anybody approves")
                    .isNotEmpty();
            assertThat(done.at("/action/state").asText()).as(done.toString()).isEqualTo("EXECUTED");
            assertThat(done.at("/action/why").asText()).contains(OpenClawGateway.ALPHA);
            assertThat(pinned).contains(OpenClawGateway.ALPHA);
            assertThat(ended).isEqualTo("VERIFIED");
            assertThat(team.admin()
                            .get("/v1/incidents")
                            .json()
                            .at("/items/0/ending/outcome")
                            .asText())
                    .isEqualTo("VERIFIED");
        }
    }

    private static String say(String model, String user) {
        return model.equals("alpha-1") ? "PARCEL ON ITS WAY" : "I cannot tell where it is";
    }

    private void connect(OpenClawGateway gateway) throws Exception {
        var organisation = team.admin().get("/v1/me").text("organisation");
        var secrets =
                Files.createDirectories(TestService.data().resolve("secrets").resolve(organisation));
        Files.writeString(secrets.resolve("OPENCLAW_TOKEN"), OpenClawGateway.TOKEN);
        var pin = new OpenClawActuator(
                new HttpLine(Duration.ofMinutes(1)), URI.create(gateway.url()), OpenClawGateway.TOKEN, "main");
        TestService.bean(Switchboard.class)
                .connect(
                        UUID.fromString(organisation),
                        new Switchboard.Lines(
                                List.of(Route.DEFAULT),
                                Map.of("oncall", new Letterbox(0)),
                                new Switchboard.Hands(Map.of("parcels", pin), Map.of(), Map.of()),
                                Links.NONE));
    }

    private String publish(OpenClawGateway gateway) {
        var golden = IntStream.range(0, TASKS)
                .mapToObj(i ->
                        "{\"id\":\"%d\",\"input\":\"Where is parcel %d?\",\"expected\":\"PARCEL\"}".formatted(i, i))
                .collect(Collectors.joining("\n"));
        var yaml = """
                holdfast: 1
                pact: parcels
                agent:
                  target: {openclaw: {url: "%s", agent: main, token: "${env:OPENCLAW_TOKEN}"}}
                  pin: %s
                  limits: {at_once: 6, timeout: 180s}
                golden: [golden.jsonl]
                metrics: {found: {contains: expected}}
                promises: [{metric: found, max_drop: 10pt}]
                watch: {false_alarms: 1 per year}
                on_drift: {notify: [oncall], do: rollback, mode: approve}
                """.formatted(gateway.url(), OpenClawGateway.ALPHA);
        var sent = team.publish(Map.of("pact.yaml", yaml, "golden.jsonl", golden));
        assertThat(sent.status()).as(sent.body()).isEqualTo(201);
        return sent.text("pact");
    }

    private JsonNode approve(JsonNode shown) {
        return team.admin()
                .post(
                        "/v1/actions/" + shown.at("/action/id").asText() + "/approvals",
                        Json.line(Map.of(
                                "approved",
                                true,
                                "reason",
                                "parcels are not found",
                                "digest",
                                shown.path("digest").asText())))
                .json();
    }

    private String ended(JsonNode shown) {
        return Hosted.await(() -> Optional.of(team.admin()
                        .get("/v1/actions/" + shown.at("/action/id").asText())
                        .json()
                        .at("/action/state")
                        .asText())
                .filter(state -> state.endsWith("VERIFIED")));
    }

    private static void tell(String what, long begun) {
        System.out.printf("%s: %.1f s%n", what, (System.nanoTime() - begun) / 1e9);
    }
}
