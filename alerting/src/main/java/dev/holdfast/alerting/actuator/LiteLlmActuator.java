package dev.holdfast.alerting.actuator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.alerting.wire.Line;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a LiteLLM proxy has behind one of its public model names. Only deployments that the proxy keeps in its
/// database can be changed; those of its configuration file belong to whoever owns the file.
public final class LiteLlmActuator implements Actuator {
    private static final String EPOCH = "holdfast_epoch";

    private final Rest proxy;
    private final String name;

    public LiteLlmActuator(Line line, URI base, String key, String name) {
        this.proxy = new Rest(line, base, key);
        this.name = name;
    }

    @Override
    public String words() {
        return "the LiteLLM model " + name;
    }

    @Override
    public Set<Part> sets() {
        return Set.of(Part.MODEL);
    }

    @Override
    public Reading read() {
        var answer = proxy.get("/model/info");
        if (!answer.succeeded()) {
            return answer.unreadable();
        }
        JsonNode found = null;
        for (var each : answer.body().path("data")) {
            if (each.path("model_name").asText().equals(name)) {
                if (found != null) {
                    return new Reading.Unreadable("several deployments share the name " + name);
                }
                found = each;
            }
        }
        return found == null ? new Reading.Unreadable("the proxy has no model " + name) : reading(found);
    }

    private static Reading reading(JsonNode deployment) {
        var info = deployment.path("model_info");
        return info.path("db_model").asBoolean()
                ? new Reading.Current(
                        deployment.at("/litellm_params/model").asText(),
                        info.path(EPOCH).asLong(),
                        info.path("id").asText())
                : new Reading.Unreadable("the deployment stands in the proxy's configuration file");
    }

    /// The proxy forwards any name; what does not exist shows at the first request.
    @Override
    public Optional<String> refusal(String model) {
        return model.contains("/") ? Optional.empty() : Optional.of(model + " names no provider, as openai/… does");
    }

    @Override
    public Setting set(Order order) {
        return switch (Pinned.before(read(), order)) {
            case Pinned.Ended(var setting) -> setting;
            case Pinned.GoAhead(var current) ->
                refusal(order.model())
                        .<Setting>map(Setting.Refused::new)
                        .orElseGet(() -> update(order, current.revision()));
        };
    }

    /// The proxy has no compare-and-set: between reading and this there is a gap of one request, and reading again
    /// afterwards tells who was last.
    private Setting update(Order order, String id) {
        var answer = proxy.send(
                "PATCH",
                "/model/" + Rest.encoded(id) + "/update",
                Map.of(
                        "litellm_params", Map.of("model", order.model()),
                        "model_info", Map.of("id", id, EPOCH, order.epoch())));
        return answer.succeeded() ? Pinned.after(read(), order) : answer.refused();
    }
}
