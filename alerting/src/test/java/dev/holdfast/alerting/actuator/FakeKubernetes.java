package dev.holdfast.alerting.actuator;

import dev.holdfast.alerting.wire.Receiver.Answer;
import dev.holdfast.alerting.wire.Receiver.Received;
import dev.holdfast.schema.json.Json;
import java.util.Map;
import java.util.function.Function;

/// An API server with one ConfigMap and one rollout under way.
final class FakeKubernetes implements Function<Received, Answer> {
    private static final String MERGE = "application/merge-patch+json";

    private String model;
    private String epoch = "0";
    private int version = 1;
    private int writes;
    private boolean aborted;

    FakeKubernetes(String model) {
        this.model = model;
    }

    synchronized void pin(String other) {
        model = other;
        version++;
    }

    synchronized int writes() {
        return writes;
    }

    @Override
    public synchronized Answer apply(Received request) {
        var patches = request.method().equals("PATCH");
        if (patches && !request.header("content-type").equals(MERGE)) {
            return Answer.of(415, "{}");
        }
        return switch (request.path()) {
            case "/api/v1/namespaces/agents/configmaps/desk" ->
                patches ? patch(Json.tree("patch", request.body())) : configMap();
            case "/apis/argoproj.io/v1alpha1/namespaces/agents/rollouts/desk" -> rollout();
            case "/apis/argoproj.io/v1alpha1/namespaces/agents/rollouts/desk/status" -> {
                aborted = Json.tree("patch", request.body()).at("/status/abort").asBoolean();
                writes++;
                yield rollout();
            }
            default -> Answer.of(404, "{}");
        };
    }

    private Answer patch(com.fasterxml.jackson.databind.JsonNode patch) {
        if (patch.at("/metadata/resourceVersion").asInt() != version) {
            return Answer.of(409, "{\"reason\":\"Conflict\"}");
        }
        model = patch.at("/data/model").asText();
        epoch = patch.path("metadata")
                .path("annotations")
                .path("holdfast.dev/epoch")
                .asText();
        version++;
        writes++;
        return configMap();
    }

    private Answer configMap() {
        return Answer.of(
                200,
                Json.line(Map.of(
                        "data", Map.of("model", model),
                        "metadata",
                                Map.of(
                                        "resourceVersion", Integer.toString(version),
                                        "annotations", Map.of("holdfast.dev/epoch", epoch)))));
    }

    private Answer rollout() {
        return Answer.of(
                200,
                Json.line(Map.of(
                        "metadata", Map.of("resourceVersion", "7"),
                        "status", Map.of("abort", aborted, "stableRS", "stable-1", "currentPodHash", "canary-2"))));
    }
}
