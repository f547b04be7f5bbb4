package dev.holdfast.alerting.actuator;

import dev.holdfast.alerting.wire.Line;
import dev.holdfast.alerting.wire.Request;
import dev.holdfast.schema.json.Json;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A key of a ConfigMap, through the API server. Where a GitOps tool owns the ConfigMap it will put the old pin back:
/// use the pin file in its repository instead.
public final class KubernetesActuator implements Actuator {
    private static final String EPOCH = "holdfast.dev/epoch";
    private static final int CONFLICT = 409;

    private final Rest server;
    private final String path;
    private final String key;

    /// A key of one ConfigMap.
    ///
    /// @param place namespace and name, with a slash between them
    public KubernetesActuator(Line line, URI base, String token, String place, String key) {
        this.server = new Rest(line, base, token);
        var parts = place.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("expected namespace/name, not " + place);
        }
        this.path = "/api/v1/namespaces/" + Rest.encoded(parts[0]) + "/configmaps/" + Rest.encoded(parts[1]);
        this.key = key;
    }

    @Override
    public String words() {
        return "the key " + key + " of " + path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public Set<Part> sets() {
        return Set.of(Part.MODEL);
    }

    @Override
    public Reading read() {
        var answer = server.get(path);
        if (!answer.succeeded()) {
            return answer.unreadable();
        }
        var value = answer.body().path("data").path(key);
        return value.isTextual()
                ? new Reading.Current(
                        value.asText(),
                        answer.body().at("/metadata/annotations").path(EPOCH).asLong(),
                        answer.body().at("/metadata/resourceVersion").asText())
                : new Reading.Unreadable("the ConfigMap has no key " + key);
    }

    @Override
    public Optional<String> refusal(String model) {
        return Optional.empty();
    }

    @Override
    public Setting set(Order order) {
        return switch (Pinned.before(read(), order)) {
            case Pinned.Ended(var setting) -> setting;
            case Pinned.GoAhead(var current) -> patch(order, current.revision());
        };
    }

    /// The API server refuses the patch if the ConfigMap is no longer the version that was read.
    private Setting patch(Order order, String version) {
        var body = Map.of(
                "data", Map.of(key, order.model()),
                "metadata",
                        Map.of(
                                "resourceVersion",
                                version,
                                "annotations",
                                Map.of(EPOCH, Long.toString(order.epoch()), "holdfast.dev/action", order.id())));
        var answer = server.send(Request.json("PATCH", server.at(path), Json.canonical(body))
                .with("Content-Type", "application/merge-patch+json"));
        if (answer.status() == CONFLICT) {
            return Pinned.before(read(), order) instanceof Pinned.Ended(var setting)
                    ? setting
                    : new Setting.Refused("somebody changed the ConfigMap meanwhile");
        }
        return answer.succeeded() ? Pinned.after(read(), order) : answer.refused();
    }
}
