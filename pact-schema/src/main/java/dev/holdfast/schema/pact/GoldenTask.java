package dev.holdfast.schema.pact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A question whose good answer is known.
///
/// @param messages what the agent is asked; empty in a suite whose runs are recorded elsewhere
/// @param cluster  tasks that are variations of one, and so not independent of each other
/// @param stress   under which a probe asks it; empty for a task as it stands in the golden files
public record GoldenTask(
        String id,
        List<Message> messages,
        Optional<JsonNode> expected,
        Set<String> tags,
        Optional<String> cluster,
        Optional<Stress> stress) {
    public GoldenTask {
        messages = List.copyOf(messages);
        tags = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(tags));
    }

    /// A task as it stands in the golden files.
    public GoldenTask(
            String id,
            List<Message> messages,
            Optional<JsonNode> expected,
            Set<String> tags,
            Optional<String> cluster) {
        this(id, messages, expected, tags, cluster, Optional.empty());
    }

    /// The same task under stress: a task of its own, named `<task>@<probe>:<variant>`.
    GoldenTask under(Stress stress) {
        var all = new LinkedHashSet<>(tags);
        all.add(stress.probe());
        all.add(stress.probe() + ":" + stress.variant());
        return new GoldenTask(
                id + suffix(stress), messages, expected, all, Optional.of(cluster.orElse(id)), Optional.of(stress));
    }

    /// The id in the golden files, whatever the stress.
    public String origin() {
        return stress.map(s -> id.substring(0, id.length() - suffix(s).length()))
                .orElse(id);
    }

    private static String suffix(Stress stress) {
        return "@" + stress.probe() + ":" + stress.variant();
    }

    /// The same task with other words to ask it.
    public GoldenTask asking(List<Message> words) {
        return new GoldenTask(id, words, expected, tags, cluster, stress);
    }

    /// The good answer as a person reads it.
    public Optional<String> expectedText() {
        return expected.map(node -> node.isTextual() ? node.asText() : node.toString());
    }

    /// A short digest of what is asked, and under which stress.
    public String questionDigest() {
        return stress.map(s -> Json.digest(List.of(messages, s)))
                .orElseGet(() -> Json.digest(messages))
                .brief();
    }

    /// The last thing the user says: what a report shows.
    public String question() {
        return messages.isEmpty() ? "" : messages.getLast().content();
    }
}
