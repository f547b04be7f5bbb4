package dev.holdfast.alerting.actuator;

import dev.holdfast.alerting.wire.Line;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// An alias of a registered model in MLflow. A version carries everything that was registered with it, so that the
/// alias takes prompt, parameters and tools back as well.
public final class MlflowActuator implements Actuator {
    private static final String API = "/api/2.0/mlflow/";

    private final Rest server;
    private final String model;
    private final String alias;

    /// An alias in one registry.
    public MlflowActuator(Line line, URI base, String token, String model, String alias) {
        this.server = new Rest(line, base, token);
        this.model = model;
        this.alias = alias;
    }

    @Override
    public String words() {
        return "the alias " + alias + " of the MLflow model " + model;
    }

    @Override
    public Set<Part> sets() {
        return Set.of(Part.values());
    }

    /// A pin is `model@version`.
    @Override
    public Reading read() {
        var version = server.get(API + "registered-models/alias?" + query() + "&alias=" + Rest.encoded(alias));
        if (!version.succeeded()) {
            return version.unreadable();
        }
        var number = version.body().at("/model_version/version").asText();
        return new Reading.Current(model + "@" + number, epoch(), number);
    }

    private long epoch() {
        for (var tag :
                server.get(API + "registered-models/get?" + query()).body().at("/registered_model/tags")) {
            if (tag.path("key").asText().equals(tag())) {
                return tag.path("value").asLong();
            }
        }
        return 0;
    }

    @Override
    public Optional<String> refusal(String pin) {
        if (!pin.startsWith(model + "@")) {
            return Optional.of(pin + " is no version of " + model);
        }
        var answer = server.get(API + "model-versions/get?" + query() + "&version=" + Rest.encoded(version(pin)));
        return answer.succeeded()
                        && answer.body()
                                .at("/model_version/status")
                                .asText("READY")
                                .equals("READY")
                ? Optional.empty()
                : Optional.of("MLflow has no ready version " + pin);
    }

    @Override
    public Setting set(Order order) {
        return switch (Pinned.before(read(), order)) {
            case Pinned.Ended(var setting) -> setting;
            case Pinned.GoAhead _ ->
                refusal(order.model()).<Setting>map(Setting.Refused::new).orElseGet(() -> move(order));
        };
    }

    /// The epoch goes first: whoever comes later with a lower one finds it.
    private Setting move(Order order) {
        var fenced = server.send(
                "POST",
                API + "registered-models/set-tag",
                Map.of("name", model, "key", tag(), "value", Long.toString(order.epoch())));
        if (!fenced.succeeded()) {
            return fenced.refused();
        }
        var moved = server.send(
                "POST",
                API + "registered-models/alias",
                Map.of("name", model, "alias", alias, "version", version(order.model())));
        return moved.succeeded() ? Pinned.after(read(), order) : moved.refused();
    }

    private String query() {
        return "name=" + Rest.encoded(model);
    }

    private String tag() {
        return "holdfast.epoch." + alias;
    }

    private static String version(String pin) {
        return pin.substring(pin.indexOf('@') + 1);
    }
}
