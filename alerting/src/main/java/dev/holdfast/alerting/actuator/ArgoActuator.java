package dev.holdfast.alerting.actuator;

import dev.holdfast.alerting.wire.Line;
import dev.holdfast.alerting.wire.Request;
import dev.holdfast.schema.json.Json;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A rollout of Argo Rollouts that is under way: it can be aborted, which takes all traffic back to the stable version.
/// It cannot be told another one. Argo never writes to git: the repository still asks for the version that was
/// aborted.
public final class ArgoActuator implements Actuator {
    private final Rest server;
    private final String path;

    /// One rollout.
    ///
    /// @param place namespace and name, with a slash between them
    public ArgoActuator(Line line, URI base, String token, String place) {
        this.server = new Rest(line, base, token);
        var parts = place.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("expected namespace/name, not " + place);
        }
        this.path = "/apis/argoproj.io/v1alpha1/namespaces/" + Rest.encoded(parts[0]) + "/rollouts/"
                + Rest.encoded(parts[1]);
    }

    @Override
    public String words() {
        return "the rollout " + path.substring(path.lastIndexOf('/') + 1);
    }

    /// Both versions of a rollout are whole pods.
    @Override
    public Set<Part> sets() {
        return Set.of(Part.values());
    }

    /// The pin is the hash of the pods that get the traffic when the rollout ends as it stands.
    @Override
    public Reading read() {
        var answer = server.get(path);
        if (!answer.succeeded()) {
            return answer.unreadable();
        }
        var status = answer.body().path("status");
        var aborted = status.path("abort").asBoolean();
        return new Reading.Current(
                status.path(aborted ? "stableRS" : "currentPodHash").asText(),
                0,
                answer.body().at("/metadata/resourceVersion").asText());
    }

    @Override
    public Optional<String> refusal(String pods) {
        var status = server.get(path).body().path("status");
        return status.path("stableRS").asText().equals(pods)
                ? Optional.empty()
                : Optional.of("a rollout can only go back to its stable version");
    }

    @Override
    public Setting set(Order order) {
        return switch (Pinned.before(read(), order)) {
            case Pinned.Ended(var setting) -> setting;
            case Pinned.GoAhead _ ->
                refusal(order.model()).<Setting>map(Setting.Refused::new).orElseGet(() -> abort(order));
        };
    }

    private Setting abort(Order order) {
        var answer = server.send(Request.json(
                        "PATCH", server.at(path + "/status"), Json.canonical(Map.of("status", Map.of("abort", true))))
                .with("Content-Type", "application/merge-patch+json"));
        return answer.succeeded() ? Pinned.after(read(), order) : answer.refused();
    }
}
