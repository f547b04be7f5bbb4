package dev.holdfast.alerting.actuator;

import dev.holdfast.alerting.wire.Receiver.Answer;
import dev.holdfast.alerting.wire.Receiver.Received;
import dev.holdfast.schema.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// The model management of a LiteLLM proxy, with the deployments of one model name.
public final class FakeLiteLlm implements Function<Received, Answer> {
    private final SequencedMap<String, Deployment> deployments = new LinkedHashMap<>();
    private int writes;

    private static final class Deployment {
        private String model;
        private OptionalLong weight;
        private long epoch;

        private Deployment(String model, OptionalLong weight) {
            this.model = model;
            this.weight = weight;
        }

        private Map<String, Object> parameters() {
            return weight.isEmpty() ? Map.of("model", model) : Map.of("model", model, "weight", weight.getAsLong());
        }
    }

    public FakeLiteLlm(String model) {
        add(model, OptionalLong.empty());
    }

    /// One more deployment under the name.
    public FakeLiteLlm and(String model, long weight) {
        add(model, OptionalLong.of(weight));
        return this;
    }

    /// The first deployment weighs this from now on.
    public FakeLiteLlm weighing(long weight) {
        deployments.firstEntry().getValue().weight = OptionalLong.of(weight);
        return this;
    }

    private void add(String model, OptionalLong weight) {
        deployments.put("dep-" + (deployments.size() + 1), new Deployment(model, weight));
    }

    synchronized void pin(String other) {
        deployments.firstEntry().getValue().model = other;
    }

    synchronized int writes() {
        return writes;
    }

    /// What share of the requests each model gets, in per cent, as the proxy's `simple-shuffle` has it: without a
    /// weight
    /// of the first deployment it looks at no weights.
    public synchronized Map<String, Double> shares() {
        var weighs = deployments.firstEntry().getValue().weight.isPresent();
        var total = deployments.values().stream()
                .mapToDouble(each -> weight(each, weighs))
                .sum();
        var shares = new TreeMap<String, Double>();
        deployments.values().forEach(each -> shares.put(each.model, 100 * weight(each, weighs) / total));
        return shares;
    }

    private static double weight(Deployment each, boolean weighs) {
        return weighs ? each.weight.orElse(0) : 1;
    }

    @Override
    public synchronized Answer apply(Received request) {
        if (!request.header("authorization").equals("Bearer sk-1")) {
            return Answer.of(401, "{}");
        }
        if (request.method().equals("GET") && request.path().equals("/model/info")) {
            return Answer.of(200, Json.line(Map.of("data", data())));
        }
        var id = request.path().replaceAll("^/model/(.*)/update$", "$1");
        if (request.method().equals("PATCH") && deployments.containsKey(id)) {
            patch(deployments.get(id), request.body());
            return Answer.of(200, "{}");
        }
        return Answer.of(404, "{}");
    }

    private Object data() {
        return deployments.entrySet().stream()
                .map(entry -> Map.of(
                        "model_name",
                        "desk",
                        "litellm_params",
                        entry.getValue().parameters(),
                        "model_info",
                        Map.of("id", entry.getKey(), "db_model", true, "holdfast_epoch", entry.getValue().epoch)))
                .toList();
    }

    /// What is not named stays as it is.
    private void patch(Deployment deployment, String text) {
        var body = Json.tree("patch", text);
        var parameters = body.path("litellm_params");
        if (parameters.has("model")) {
            deployment.model = parameters.path("model").asText();
        }
        if (parameters.has("weight")) {
            deployment.weight = OptionalLong.of(parameters.path("weight").asLong());
        }
        deployment.epoch = body.at("/model_info/holdfast_epoch").asLong();
        writes++;
    }
}
