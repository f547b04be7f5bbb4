package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RemoteGateTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path home;

    private final Team team = Team.found("acme");
    private RecordedPact recorded;

    @BeforeEach
    void certifyHereAndThere() throws IOException {
        recorded = RecordedPact.in(folder);
        assertThat(Cli.run(home, "certify", recorded.pact(), "--from", recorded.run("a", 190))
                        .code())
                .isZero();
        assertThat(push().code()).isZero();
        trust();
        propose();
    }

    @ParameterizedTest
    @CsvSource({"190, 0", "150, 1", "184, 3"})
    void saysToTheByteWhatAGateHereSays(int right, int code) throws IOException {
        var run = recorded.run("b", right);

        var there = gate(run);
        var at = Json.read("there", there.out(), Evaluation.class).at();
        var here = Cli.run(
                InstantSource.fixed(at), home, Map.of(), "gate", recorded.pact(), "--from", run, "--format", "json");

        assertThat(there.code()).as(there.err()).isEqualTo(code);
        assertThat(here.code()).isEqualTo(code);
        assertThat(there.out()).isEqualTo(here.out());
    }

    @Test
    void allowsWhatIsInconclusiveWhereToldTo() throws IOException {
        var run = recorded.run("b", 184);

        assertThat(gate(run, "--on-inconclusive", "allow").code()).isZero();
    }

    @Test
    void callsAnOutageAnError() throws IOException {
        assertThat(gate(recorded.failed("b")).code()).isEqualTo(4);
    }

    @Test
    void letsNoPipelineWeakenThePact() throws IOException {
        var run = recorded.run("b", 150);
        var pact = folder.resolve("pact.yaml");
        Files.writeString(pact, Files.readString(pact).replace("5pt", "50pt"));

        var gate = gate(run);

        assertThat(gate.code()).isEqualTo(2);
        assertThat(gate.err()).contains("holdfast push");
    }

    @Test
    void saysThatThereIsNoBaseline() throws IOException {
        team.admin()
                .get("/v1/baselines")
                .json()
                .path("items")
                .forEach(baseline -> team.certifier()
                        .post(
                                "/v1/baselines/" + baseline.path("id").asText() + "/decision",
                                "{\"choice\": \"RETIRE\"}"));

        var gate = gate(recorded.run("b", 190));

        assertThat(gate.code()).isEqualTo(5);
        assertThat(gate.out()).contains("NO_CERTIFIED_BASELINE");
    }

    @Test
    void callsAServiceThatIsNotThereAnError() throws IOException {
        var gate = Cli.run(
                home,
                "gate",
                recorded.pact(),
                "--from",
                recorded.run("b", 190),
                "--server",
                "http://127.0.0.1:1",
                "--token",
                "hf_x");

        assertThat(gate.code()).isEqualTo(4);
        assertThat(gate.err()).contains("cannot be reached");
    }

    @Test
    void wantsAToken() throws IOException {
        var gate = Cli.run(
                home, "gate", recorded.pact(), "--from", recorded.run("b", 190), "--server", "http://127.0.0.1:1");

        assertThat(gate.code()).isEqualTo(2);
        assertThat(gate.err()).contains("HOLDFAST_TOKEN");
    }

    @Test
    void pushesAVersionOnce() throws IOException {
        assertThat(push().out()).contains("version 1");
        Files.writeString(folder.resolve("golden.jsonl"), "{\"id\":\"t0\",\"input\":\"?\"}\n");
        assertThat(push().out()).contains("version 2");
    }

    private Cli push() {
        return Cli.run(home, token(team.author().token()), "push", recorded.pact(), "--server", address());
    }

    private Cli gate(String run, String... more) {
        var arguments = new ArrayList<>(
                List.of("gate", recorded.pact(), "--from", run, "--server", address(), "--format", "json"));
        arguments.addAll(List.of(more));
        return Cli.run(home, token(team.ci().token()), arguments.toArray(String[]::new));
    }

    private void trust() throws IOException {
        var pem = Files.readString(home.resolve("signing.key.pub"));
        assertThat(team.admin()
                        .post("/v1/keys", Json.line(Map.of("name", "me", "pem", pem)))
                        .status())
                .isEqualTo(201);
    }

    private void propose() throws IOException {
        var pact = team.admin()
                .get("/v1/pacts")
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asText();
        var file = Files.readString(Path.of(recorded.baseline()));
        var proposed = team.author().post("/v1/baselines", Json.line(Map.of("pact", pact, "file", file)));
        assertThat(proposed.status()).as(proposed.body()).isEqualTo(201);
        var decided = team.certifier()
                .post("/v1/baselines/" + proposed.text("id") + "/decision", "{\"choice\": \"CERTIFY\"}");
        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
    }

    private static Map<String, String> token(String token) {
        return Map.of("HOLDFAST_TOKEN", token);
    }

    private static String address() {
        return TestService.server().uri().toString();
    }
}
