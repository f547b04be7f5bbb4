package dev.holdfast.service.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.incident.Happening;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Precision;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What whoever is on call asks of a service.
public record OnCall(RemoteService service) {
    /// An action, and what an approval of it quotes.
    public record Shown(Action action, Digest digest) {}

    /// The newest first.
    public List<Incident> incidents() {
        return list("v1/incidents", Incident.class);
    }

    public List<Shown> actions() {
        return list("v1/actions", Shown.class);
    }

    /// Of the pages that ended since then, how many were worth it.
    public List<Precision> precision(Instant since) {
        return list("v1/incidents/precision?since=" + since, Precision.class);
    }

    /// Decides about an incident.
    ///
    /// @param what `acknowledge`, `accept`, `noise` or `close`
    public Incident decide(String incident, String what, String reason) {
        return one("v1/incidents/" + incident + "/decisions", Map.of("what", what, "reason", reason), Incident.class);
    }

    /// The history of an incident, oldest first.
    public List<Happening> history(String incident) {
        return list("v1/incidents/" + incident + "/events", Happening.class);
    }

    public Shown rollback(String incident, String reason) {
        return one("v1/incidents/" + incident + "/rollbacks", Map.of("reason", reason), Shown.class);
    }

    public Shown pin(String incident, String model, String reason) {
        return one("v1/incidents/" + incident + "/pins", Map.of("model", model, "reason", reason), Shown.class);
    }

    public Shown remediate(String incident, String hook, String reason) {
        return one("v1/incidents/" + incident + "/remedies", Map.of("hook", hook, "reason", reason), Shown.class);
    }

    /// Quotes the digest of the action as it is there: what is approved cannot become another one.
    public Shown approve(String action, boolean approved, String reason) {
        var shown = Json.bind("answer", service.get("v1/actions/" + action), Shown.class);
        return one(
                "v1/actions/" + action + "/approvals",
                Map.of("approved", approved, "reason", reason, "digest", shown.digest()),
                Shown.class);
    }

    /// Returns the id of the silence.
    public String silence(Map<String, String> labels, Instant until, String reason) {
        return post("v1/silences", Map.of("labels", labels, "until", until, "reason", reason))
                .path("id")
                .asText();
    }

    /// Returns the id of the freeze.
    public String freeze(Optional<String> agent, Instant until, String reason) {
        var body = new TreeMap<String, Object>(Map.of("until", until, "reason", reason));
        agent.ifPresent(name -> body.put("agent", name));
        return post("v1/freezes", body).path("id").asText();
    }

    /// Lets a model that was taken back go out again.
    public void release(String action, String reason) {
        post("v1/quarantines/" + action + "/release", Map.of("reason", reason));
    }

    /// What went out.
    ///
    /// @param gate that let it out, where one was asked
    public record Deployed(
            String pact, String model, String environment, Optional<String> gate, Optional<String> note) {}

    /// Returns the id of what is recorded.
    public String deployed(Deployed deployed) {
        var body = new TreeMap<String, Object>(Map.of(
                "pact", service.pact(deployed.pact()),
                "model", deployed.model(),
                "environment", deployed.environment()));
        deployed.gate().ifPresent(gate -> body.put("gate", gate));
        deployed.note().ifPresent(note -> body.put("note", note));
        return post("v1/deployments", body).path("id").asText();
    }

    private <T> T one(String path, Map<String, Object> body, Class<T> type) {
        return Json.bind("answer", post(path, body), type);
    }

    private JsonNode post(String path, Map<String, Object> body) {
        return service.post(path, Json.line(body));
    }

    private <T> List<T> list(String path, Class<T> type) {
        return service.get(path)
                .path("items")
                .valueStream()
                .map(item -> Json.bind("answer", item, type))
                .toList();
    }
}
