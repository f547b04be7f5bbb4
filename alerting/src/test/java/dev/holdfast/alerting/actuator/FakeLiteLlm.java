package dev.holdfast.alerting.actuator;

import dev.holdfast.alerting.wire.Receiver.Answer;
import dev.holdfast.alerting.wire.Receiver.Received;
import dev.holdfast.schema.json.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The model management of a LiteLLM proxy.
final class FakeLiteLlm implements Function<Received, Answer> {
    private String model;
    private long epoch;
    private int writes;

    FakeLiteLlm(String model) {
        this.model = model;
    }

    synchronized void pin(String other) {
        model = other;
    }

    synchronized int writes() {
        return writes;
    }

    @Override
    public synchronized Answer apply(Received request) {
        if (!request.header("authorization").equals("Bearer sk-1")) {
            return Answer.of(401, "{}");
        }
        if (request.method().equals("GET") && request.path().equals("/model/info")) {
            return Answer.of(
                    200,
                    Json.line(Map.of(
                            "data",
                            List.of(Map.of(
                                    "model_name", "desk",
                                    "litellm_params", Map.of("model", model),
                                    "model_info", Map.of("id", "dep-1", "db_model", true, "holdfast_epoch", epoch))))));
        }
        if (request.method().equals("PATCH") && request.path().equals("/model/dep-1/update")) {
            var body = Json.tree("patch", request.body());
            model = body.at("/litellm_params/model").asText();
            epoch = body.at("/model_info/holdfast_epoch").asLong();
            writes++;
            return Answer.of(200, "{}");
        }
        return Answer.of(404, "{}");
    }
}
