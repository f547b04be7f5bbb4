package dev.holdfast.alerting.actuator;

import dev.holdfast.alerting.wire.Receiver.Answer;
import dev.holdfast.alerting.wire.Receiver.Received;
import dev.holdfast.schema.json.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// MLflow's registry with one model of nine versions.
final class FakeMlflow implements Function<Received, Answer> {
    private int version;
    private String epoch = "0";
    private int writes;

    FakeMlflow(int version) {
        this.version = version;
    }

    synchronized void pin(String pin) {
        version = 9;
    }

    synchronized int writes() {
        return writes;
    }

    @Override
    public synchronized Answer apply(Received request) {
        var path = request.path().replaceAll("\\?.*", "");
        return switch (request.method() + " " + path) {
            case "GET /api/2.0/mlflow/registered-models/alias" -> version(Integer.toString(version));
            case "GET /api/2.0/mlflow/registered-models/get" ->
                ok(Map.of(
                        "registered_model",
                        Map.of(
                                "name",
                                "desk",
                                "tags",
                                List.of(Map.of("key", "holdfast.epoch.champion", "value", epoch)))));
            case "GET /api/2.0/mlflow/model-versions/get" ->
                known(request.path().replaceAll(".*version=", ""));
            case "POST /api/2.0/mlflow/registered-models/set-tag" -> {
                epoch = Json.tree("tag", request.body()).path("value").asText();
                yield ok(Map.of());
            }
            case "POST /api/2.0/mlflow/registered-models/alias" -> {
                version = Integer.parseInt(
                        Json.tree("alias", request.body()).path("version").asText());
                writes++;
                yield ok(Map.of());
            }
            default -> Answer.of(404, "{}");
        };
    }

    private static Answer known(String number) {
        return number.matches("[1-9]")
                ? version(number)
                : Answer.of(404, "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\"}");
    }

    private static Answer version(String number) {
        return ok(Map.of("model_version", Map.of("name", "desk", "version", number, "status", "READY")));
    }

    private static Answer ok(Object body) {
        return Answer.of(200, Json.line(body));
    }
}
