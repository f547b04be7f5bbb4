package dev.holdfast.service.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.bundle.Bundle;
import dev.holdfast.service.gate.GateAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.UUID;

/// A service, asked over HTTP as the bearer of a token.
public final class RemoteService {
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration ANSWERING = Duration.ofSeconds(90);
    private static final int WAIT_SECONDS = 30;
    private static final int REFUSED = 300;

    private final URI address;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECTING).build();

    public RemoteService(URI address, String token) {
        this.address = URI.create(address.toString().replaceAll("/*$", "/"));
        this.token = token;
    }

    /// A pact as the service keeps it.
    public record Pushed(UUID pact, int number, String digest) {}

    /// A gate's answer, and the evaluation behind it where there is one.
    public record Gated(GateAnswer answer, Optional<Evaluation> evaluation) {}

    /// What is asked of a gate.
    ///
    /// @param run JSON Lines
    public record Question(
            String pact,
            Bundle bundle,
            String run,
            Optional<String> candidate,
            Optional<String> environment,
            boolean allowInconclusive,
            Optional<UUID> project) {}

    /// Sends a pact with its files.
    public Pushed push(UUID project, Bundle bundle) {
        var sent = Map.of("project", project, "entry", bundle.entry(), "files", bundle.files());
        var version = post("v1/pacts", Json.line(sent));
        return new Pushed(
                UUID.fromString(version.path("pact").asText()),
                version.path("number").asInt(),
                version.path("digest").asText());
    }

    /// The project of a name, or the only one.
    public UUID project(Optional<String> name) {
        var known = new StringJoiner(", ");
        var found = new LinkedHashMap<String, UUID>();
        for (var project : get("v1/projects").path("items")) {
            found.put(
                    project.path("name").asText(),
                    UUID.fromString(project.path("id").asText()));
            known.add(project.path("name").asText());
        }
        if (name.isEmpty() && found.size() == 1) {
            return found.values().iterator().next();
        }
        return name.flatMap(wanted -> Optional.ofNullable(found.get(wanted)))
                .orElseThrow(() -> new UnansweredException(
                        OptionalInt.of(404),
                        "name one of the service's projects with --project: "
                                + (found.isEmpty() ? "it has none" : known)));
    }

    /// The pact of a name.
    UUID pact(String name) {
        return get("v1/pacts?limit=500")
                .path("items")
                .valueStream()
                .filter(pact -> pact.path("name").asText().equals(name))
                .map(pact -> UUID.fromString(pact.path("id").asText()))
                .findFirst()
                .orElseThrow(
                        () -> new UnansweredException(OptionalInt.of(404), "the service has no pact \"" + name + "\""));
    }

    /// Asks a gate, and waits for its answer.
    ///
    /// @param patience after which an answer that is still pending is returned as it is
    public Gated gate(Question question, Duration patience) {
        var asked = post("v1/gates", Json.line(body(question)));
        var id = asked.path("gate").path("id").asText();
        var deadline = System.nanoTime() + patience.toNanos();
        var now = asked;
        while (answer(now).execution() == GateAnswer.Execution.PENDING && System.nanoTime() < deadline) {
            now = get("v1/gates/" + id + "?wait=" + WAIT_SECONDS + "s");
        }
        var evaluation = now.path("gate").path("evaluation");
        return new Gated(
                answer(now),
                evaluation.isTextual()
                        ? Optional.of(Json.read(
                                "evaluation",
                                ask(request("v1/evaluations/" + evaluation.asText() + "/document")
                                        .GET()),
                                Evaluation.class))
                        : Optional.empty());
    }

    /// Copies what there is to show of a period to a file.
    public void exportEvidence(Instant from, Instant to, Path file) {
        keep("v1/evidence?from=" + from + "&to=" + to, file);
    }

    /// Copies the audit log from a leaf on, with its proofs, to a file.
    ///
    /// @param since size of an older checkpoint that the copy is to prove it continues
    public void exportLog(long first, OptionalLong since, Path file) {
        var path = "v1/audit/export?first=" + first + (since.isPresent() ? "&since=" + since.getAsLong() : "");
        keep(path, file);
    }

    private void keep(String path, Path file) {
        ask(
                request(path).GET(),
                answer -> answer.statusCode() < REFUSED
                        ? BodySubscribers.mapping(BodySubscribers.ofFile(file), Path::toString)
                        : BodySubscribers.ofString(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> body(Question question) {
        var body = new LinkedHashMap<String, Object>();
        body.put("pact", question.pact());
        body.put("digest", question.bundle().digest().value());
        body.put("run", question.run());
        question.candidate().ifPresent(model -> body.put("candidate", model));
        question.environment().ifPresent(name -> body.put("environment", name));
        question.project().ifPresent(id -> body.put("project", id));
        body.put("onInconclusive", question.allowInconclusive() ? "ALLOW" : "DENY");
        return body;
    }

    private static GateAnswer answer(JsonNode gate) {
        return Json.bind("answer", gate.path("answer"), GateAnswer.class);
    }

    JsonNode get(String path) {
        return Json.tree("answer", ask(request(path).GET()));
    }

    JsonNode post(String path, String body) {
        return Json.tree(
                "answer",
                ask(request(path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .POST(BodyPublishers.ofString(body))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(ANSWERING)
                .header("Authorization", "Bearer " + token);
    }

    private String ask(HttpRequest.Builder request) {
        return ask(request, BodyHandlers.ofString());
    }

    private String ask(HttpRequest.Builder request, BodyHandler<String> kept) {
        try {
            var response = http.send(request.build(), kept);
            if (response.statusCode() >= REFUSED) {
                throw refusal(response);
            }
            return response.body();
        } catch (IOException e) {
            throw new UnansweredException(OptionalInt.empty(), "%s cannot be reached: %s".formatted(address, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnansweredException(OptionalInt.empty(), "interrupted while asking " + address);
        }
    }

    private UnansweredException refusal(HttpResponse<String> response) {
        var words = new StringJoiner("; ");
        words.add("%s answers %d".formatted(address, response.statusCode()));
        try {
            var problem = Json.tree("answer", response.body());
            words.add(problem.path("detail").asText(problem.path("title").asText()));
            problem.path("errors").forEach(flaw -> words.add(flaw.path("detail").asText()));
        } catch (InvalidDocumentException e) {
            words.add("and not as a Holdfast service does");
        }
        return new UnansweredException(OptionalInt.of(response.statusCode()), words.toString());
    }
}
