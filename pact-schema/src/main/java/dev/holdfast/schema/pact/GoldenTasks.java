package dev.holdfast.schema.pact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.Nearest;
import dev.holdfast.schema.json.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes the suite out of the golden files' entries.
final class GoldenTasks {
    private static final List<String> KEYS = List.of("id", "input", "messages", "expected", "tags", "cluster");

    private final List<Problem> problems;
    private final List<GoldenTask> tasks = new ArrayList<>();
    private final Map<String, GoldenFile.Entry> places = new HashMap<>();

    GoldenTasks(List<Problem> problems) {
        this.problems = problems;
    }

    void add(GoldenFile file) {
        problems.addAll(file.problems());
        if (file.entries().isEmpty() && file.problems().isEmpty()) {
            problems.add(Problem.of(file.source(), "holds no golden task"));
        }
        file.entries().forEach(this::add);
    }

    /// Where a task stands, for problems that show up later.
    Problem problem(GoldenTask task, String message) {
        return java.util.Objects.requireNonNull(places.get(task.id())).problem(message);
    }

    Suite suite() {
        return Suite.of(tasks);
    }

    private void add(GoldenFile.Entry entry) {
        var before = problems.size();
        var node = entry.node();
        if (!node.isObject()) {
            problems.add(entry.problem("expected a task with an id, such as {\"id\": \"a\", \"input\": \"…\"}"));
            return;
        }
        unknownKeys(entry);
        var id = text(entry, "id");
        if (id.isEmpty() || id.get().isBlank()) {
            problems.add(entry.problem("a task needs an \"id\""));
            return;
        }
        var first = places.putIfAbsent(id.get(), entry);
        if (first != null) {
            problems.add(entry.problem("golden id \"" + id.get() + "\" stands here a second time; first at "
                    + first.source() + ":" + first.line()));
        }
        var task = new GoldenTask(id.get(), messages(entry), expected(node), tags(entry), text(entry, "cluster"));
        if (problems.size() == before) {
            tasks.add(task);
        }
    }

    private void unknownKeys(GoldenFile.Entry entry) {
        entry.node().properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> !KEYS.contains(key))
                .forEach(key -> problems.add(entry.problem("unknown key \"" + key + "\"" + Nearest.hint(key, KEYS))));
    }

    private Optional<String> text(GoldenFile.Entry entry, String key) {
        var value = entry.node().path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() && !(key.equals("id") && value.isIntegralNumber())) {
            problems.add(entry.problem("\"" + key + "\" must be text"));
            return Optional.empty();
        }
        return Optional.of(value.asText());
    }

    private static Optional<JsonNode> expected(JsonNode node) {
        return node.hasNonNull("expected") ? Optional.of(node.get("expected")) : Optional.empty();
    }

    private Set<String> tags(GoldenFile.Entry entry) {
        var tags = new LinkedHashSet<String>();
        var value = entry.node().path("tags");
        if (!value.isMissingNode() && !value.isArray()) {
            problems.add(entry.problem("\"tags\" must be a list"));
        }
        value.forEach(tag -> {
            if (!tag.isTextual() || tag.asText().isBlank()) {
                problems.add(entry.problem("a tag must be text"));
            } else {
                tags.add(tag.asText());
            }
        });
        return tags;
    }

    private List<Message> messages(GoldenFile.Entry entry) {
        var node = entry.node();
        if (node.has("input") && node.has("messages")) {
            problems.add(entry.problem("has both \"input\" and \"messages\"; one is enough"));
        }
        if (node.has("messages")) {
            return conversation(entry, node.get("messages"));
        }
        return text(entry, "input")
                .map(input -> List.of(new Message(Message.Role.USER, input)))
                .orElse(List.of());
    }

    private List<Message> conversation(GoldenFile.Entry entry, JsonNode messages) {
        var conversation = new ArrayList<Message>();
        for (var message : messages) {
            var role = role(message.path("role").asText());
            if (role.isEmpty() || !message.path("content").isTextual() || message.size() != 2) {
                problems.add(entry.problem(
                        "a message is {\"role\": \"system\", \"user\" or \"assistant\", \"content\": \"…\"}"));
                return List.of();
            }
            conversation.add(new Message(role.get(), message.get("content").asText()));
        }
        if (conversation.isEmpty() || conversation.getLast().role() != Message.Role.USER) {
            problems.add(entry.problem("\"messages\" must end with what the user says"));
        }
        return conversation;
    }

    private static Optional<Message.Role> role(String written) {
        return java.util.Arrays.stream(Message.Role.values())
                .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(written))
                .findFirst();
    }
}
