package dev.holdfast.harness.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// What the gateway's WebSocket tells of one turn.
record Receipt(Gateway gateway, JsonNode answer, List<JsonNode> toolEvents) {
    Reply reply(Duration took) {
        var payload = answer.path("payload");
        if (!answer.path("ok").asBoolean() || !payload.path("status").asText().equals("ok")) {
            return failure(payload);
        }
        var meta = payload.at("/result/meta");
        var agent = meta.path("agentMeta");
        return new Reply(
                new Outcome.Answered(gateway.secrets().redact(text(payload.path("result")))),
                model(agent),
                fingerprint(meta),
                Optional.of(meta.path("stopReason")).filter(JsonNode::isTextual).map(JsonNode::textValue),
                Optional.of(took),
                usage(agent),
                Optional.empty(),
                Map.of(),
                new ToolEvents(gateway, toolEvents).calls(),
                Optional.empty());
    }

    private Reply failure(JsonNode payload) {
        var error = answer.path("error");
        var message = error.path("message").asText(payload.path("summary").asText("the turn failed"));
        return gateway.failed(
                kind(error.path("code").asText(), payload.path("status").asText()), message);
    }

    private static Outcome.Kind kind(String code, String status) {
        if (status.equals("timeout") || code.contains("TIMEOUT")) {
            return Outcome.Kind.TIMEOUT;
        }
        return switch (code) {
            case "INVALID_REQUEST", "FORBIDDEN", "NOT_PAIRED", "UNAUTHORIZED" -> Outcome.Kind.REJECTED;
            case "RATE_LIMITED" -> Outcome.Kind.RATE_LIMITED;
            default -> Outcome.Kind.SERVER_ERROR;
        };
    }

    /// What the user of the agent sees.
    private static String text(JsonNode result) {
        var visible = result.at("/meta/finalAssistantVisibleText");
        return visible.isTextual()
                ? visible.textValue()
                : StreamSupport.stream(result.path("payloads").spliterator(), false)
                        .map(part -> part.path("text").asText(""))
                        .collect(Collectors.joining("\n"));
    }

    /// Who truly answered, which after a reroute is not who was asked.
    private Optional<String> model(JsonNode agent) {
        var effective = agent.at("/terminalReceipt/effective");
        var named = effective.isObject() ? effective : agent;
        return named.path("model").isTextual()
                ? Optional.of(gateway.secrets()
                        .redact(named.path("provider").asText()
                                + "/"
                                + named.path("model").asText()))
                : Optional.empty();
    }

    /// The agent's own workspace files, skills and tools, which change without any change of ours.
    ///
    /// The gateway tells a hash of the whole prompt too, but that names session and model and so is never the same.
    private static Optional<String> fingerprint(JsonNode meta) {
        var report = meta.path("systemPromptReport");
        if (!report.isObject()) {
            return Optional.empty();
        }
        var tools = StreamSupport.stream(report.at("/tools/entries").spliterator(), false)
                .map(tool -> tool.path("name").asText()
                        + tool.path("schemaHash").asText()
                        + tool.path("summaryHash").asText())
                .sorted()
                .toList();
        return Optional.of("workspace %s, skills %s, tools %s"
                .formatted(
                        Json.digest(
                                        report.path("injectedWorkspaceFiles").isArray()
                                                ? report.path("injectedWorkspaceFiles")
                                                : report.at("/systemPrompt/projectContextChars"))
                                .brief(),
                        brief(report.at("/skills/hash").asText("unknown")),
                        Json.digest(tools).brief()));
    }

    private static String brief(String hash) {
        return hash.substring(0, Math.min(12, hash.length())).toLowerCase(Locale.ROOT);
    }

    /// The gateway counts cached tokens apart; they were read all the same.
    private static Usage usage(JsonNode agent) {
        var usage = agent.path("usage");
        if (!usage.path("input").isNumber()) {
            return Usage.UNKNOWN;
        }
        var cost = agent.path("costUsd");
        return new Usage(
                OptionalLong.of(usage.path("input").asLong()
                        + usage.path("cacheRead").asLong()
                        + usage.path("cacheWrite").asLong()),
                OptionalLong.of(usage.path("output").asLong()),
                cost.isNumber() ? OptionalDouble.of(cost.asDouble()) : OptionalDouble.empty());
    }
}
