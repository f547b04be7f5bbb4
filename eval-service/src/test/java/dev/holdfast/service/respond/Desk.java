package dev.holdfast.service.respond;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.alerting.actuator.GitActuator;
import dev.holdfast.alerting.notify.Links;
import dev.holdfast.alerting.notify.Payload;
import dev.holdfast.alerting.notify.Route;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.Hosted;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An agent that follows a pin file in a git repository, with a certified pact in the real service.
public record Desk(Team team, FakeAgent agent, Path repository, Letterbox letterbox, String pact)
        implements AutoCloseable {
    private static final int TASKS = 120;
    private static final int CERTIFIED_RUNS = 3;

    public static Desk open(Path repository, String mode) throws IOException {
        return open(repository, mode, "");
    }

    /// Certified, and watched.
    ///
    /// @param more lines of the pact
    public static Desk open(Path repository, String mode, String more) throws IOException {
        var agent = FakeAgent.start();
        agent.does(_ -> new Reaction.Says(read(repository).contains("good") ? "yes" : "no"));
        git(repository, "init", "-q", "-b", "main");
        var team = Team.found("acme");
        var letterbox = new Letterbox(
                0,
                message -> message.reason().words() + " | " + message.lead().state() + " | "
                        + message.lead().answers());
        var organisation = team.admin().get("/v1/me").text("organisation");
        TestService.bean(Switchboard.class)
                .connect(
                        UUID.fromString(organisation),
                        new Switchboard.Lines(
                                List.of(Route.DEFAULT),
                                Map.of("oncall", letterbox),
                                new Switchboard.Hands(
                                        Map.of(
                                                "desk",
                                                new GitActuator(repository, "main", "pin.json", Optional.empty())),
                                        Map.of(),
                                        Map.of()),
                                Links.NONE));
        var desk = new Desk(team, agent, repository, letterbox, "");
        desk.pin("good");
        var published = new Desk(team, agent, repository, letterbox, desk.publish(mode, more));
        new Hosted(team, published.pact()).certify(CERTIFIED_RUNS);
        return published;
    }

    public Api admin() {
        return team.admin();
    }

    private String publish(String mode, String more) {
        return publish(mode, more, "promises: [{metric: correct, max_drop: 5pt}]");
    }

    private String publish(String mode, String more, String promises) {
        var golden = IntStream.range(0, TASKS)
                .mapToObj(i -> "{\"id\": \"t%d\", \"input\": \"%d?\", \"expected\": \"yes\"}".formatted(i, i))
                .collect(Collectors.joining("\n"));
        var yaml = """
                holdfast: 1
                pact: desk
                agent: {target: {openai: {base_url: "%s", model: m}}, pin: good, limits: {at_once: 16}}
                golden: [golden.jsonl]
                metrics: {correct: {equals: expected}}
                %s
                watch: {false_alarms: 1 per year}
                on_drift: {notify: [oncall], do: rollback, %s}
                %s
                """.formatted(agent.url(), promises, mode, more);
        var sent = team.publish(Map.of("pact.yaml", yaml, "golden.jsonl", golden));
        assertThat(sent.status()).as(sent.body()).isEqualTo(201);
        return sent.text("pact");
    }

    /// A new version of the pact, with other promises.
    void republish(String promises) {
        publish("mode: observe", "", promises);
    }

    UUID organisation() {
        return UUID.fromString(admin().get("/v1/me").text("organisation"));
    }

    /// Somebody pins what does not keep the promise, and two runs show it.
    public void drifts() throws IOException {
        pin("bad");
        run();
        run();
    }

    void failsWhateverIsPinned() {
        agent.does(new Reaction.Says("no"));
    }

    /// Runs the suite now, and waits for its end.
    public JsonNode run() {
        return new Hosted(team, pact).run();
    }

    public List<JsonNode> actions() {
        var actions = new ArrayList<JsonNode>();
        admin().get("/v1/actions").json().path("items").forEach(actions::add);
        return actions;
    }

    public JsonNode incident() {
        return admin().get("/v1/incidents").json().at("/items/0");
    }

    Api.Answer approval(JsonNode shown) {
        return admin().post(
                        "/v1/actions/" + shown.at("/action/id").asText() + "/approvals",
                        Json.line(Map.of(
                                "approved",
                                true,
                                "reason",
                                "the numbers are clear",
                                "digest",
                                shown.path("digest").asText())));
    }

    JsonNode approve(JsonNode shown) {
        var answer = approval(shown);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /// The answer of a gate to a candidate that says what it should.
    JsonNode gate(String candidate) {
        var digest = admin().get("/v1/pacts/" + pact + "/versions")
                .json()
                .at("/items/0/digest")
                .asText();
        var name = "candidate-" + UUID.randomUUID();
        var run = IntStream.range(0, TASKS)
                .mapToObj(i -> "{\"run\":\"%s\",\"task\":\"t%d\",\"output\":\"yes\"}".formatted(name, i))
                .collect(Collectors.joining("\n"));
        var asked = team.ci()
                .post(
                        "/v1/gates",
                        Json.line(Map.of("pact", "desk", "digest", digest, "run", run, "candidate", candidate)));
        assertThat(asked.status()).as(asked.body()).isBetween(200, 299);
        return team.ci()
                .get("/v1/gates/" + asked.json().at("/gate/id").asText() + "?wait=30s")
                .json()
                .path("answer");
    }

    List<String> states(JsonNode shown) {
        var states = new ArrayList<String>();
        admin().get("/v1/actions/" + shown.at("/action/id").asText() + "/states")
                .json()
                .path("items")
                .forEach(state -> states.add(state.path("state").asText()));
        return states;
    }

    /// The state that an action came to after it was done.
    public String ended(JsonNode shown) {
        return Hosted.await(() -> Optional.of(
                        admin().get("/v1/actions/" + shown.at("/action/id").asText())
                                .json()
                                .at("/action/state")
                                .asText())
                .filter(state -> state.endsWith("VERIFIED") || state.equals("FAILED")));
    }

    /// So many messages at least, in the order of their coming.
    List<Payload> told(int count) {
        return Hosted.await(() -> Optional.of(List.copyOf(letterbox.got())).filter(got -> got.size() >= count));
    }

    public String pinned() {
        return Json.tree("pin", read(repository)).path("model").asText();
    }

    /// Somebody pins a model without Holdfast.
    public void pin(String model) throws IOException {
        Files.writeString(repository.resolve("pin.json"), "{\"model\": \"" + model + "\"}\n");
        git(repository, "add", "pin.json");
        git(repository, "-c", "user.name=ops", "-c", "user.email=ops@example.com", "commit", "-q", "-m", model);
    }

    private static String read(Path repository) {
        try {
            return Files.readString(repository.resolve("pin.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void git(Path folder, String... words) throws IOException {
        var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(words));
        try {
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                    .isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        agent.close();
    }
}
