package dev.holdfast.harness.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Suspicion;
import dev.holdfast.schema.run.ToolCall;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds answers of tools that look made up: by a tool that is only played somewhere, or by one that hides its own
/// failure.
///
/// Signs, not proofs: a price list may well be round. Answers that Holdfast has spoilt itself are not looked at.
public final class Suspicions {
    /// Fewer round numbers are a coincidence.
    private static final int NUMBERS = 3;

    /// Fewer questions with one and the same answer are a coincidence.
    private static final int QUESTIONS = 3;

    private static final int ROUND = 10;
    private static final Pattern SUCCESS =
            Pattern.compile("(?:ok(?:ay)?|success(?:ful(?:ly)?)?|succeeded|done|true|completed"
                    + "|(?:the )?(?:operation|request|action|call|task) (?:was |has been )?"
                    + "(?:completed|processed|executed|succeeded|successful)(?: successfully)?)");
    private static final Set<String> NOTHING = Set.of("200", "0", "null", "");
    private static final Set<String> MADE_UP = Set.of(
            "john doe",
            "jane doe",
            "max mustermann",
            "lorem ipsum",
            "foo",
            "bar",
            "foobar",
            "acme",
            "123 main st",
            "123 main street",
            "test",
            "example",
            "string",
            "sample",
            "placeholder",
            "todo",
            "tbd",
            "123456789",
            "1234567890",
            "abc123",
            "xxx");
    private static final Pattern EXAMPLE = Pattern.compile(
            "(?i)@example\\.(?:com|org|net)\\b|\\blorem ipsum\\b|\\b555-0\\d{3}\\b|\\b123-?45-?6789\\b");

    private Suspicions() {}

    /// How many of the answers of one tool are suspicious, by kind; an answer may be of several.
    public static Map<Suspicion, Integer> of(List<ToolCall> calls) {
        var counts = new EnumMap<Suspicion, Integer>(Suspicion.class);
        var asked = new HashMap<String, Set<String>>();
        var answers = new ArrayList<String>();
        for (var call : calls) {
            if (call.fault().isEmpty() && !call.hasFailed() && call.result().isPresent()) {
                var answer = call.result().get();
                answers.add(answer);
                asked.computeIfAbsent(answer, _ -> new HashSet<>()).add(Json.canonical(call.arguments()));
                signs(answer).forEach(sign -> counts.merge(sign, 1, Integer::sum));
            }
        }
        if (asked.size() == 1 && asked.values().iterator().next().size() >= QUESTIONS) {
            counts.put(Suspicion.SAME_FOR_ALL, answers.size());
        }
        return counts;
    }

    /// What of one answer alone looks made up.
    static Set<Suspicion> signs(String answer) {
        var leaves = leaves(answer);
        var signs = java.util.EnumSet.noneOf(Suspicion.class);
        if (leaves.stream().anyMatch(Suspicions::isSuccess)
                && leaves.stream().allMatch(leaf -> isSuccess(leaf) || NOTHING.contains(plain(leaf)))) {
            signs.add(Suspicion.GENERIC_SUCCESS);
        }
        var numbers = leaves.stream()
                .filter(JsonNode::isNumber)
                .filter(number -> number.doubleValue() != 0)
                .toList();
        if (numbers.size() >= NUMBERS && numbers.stream().allMatch(number -> number.doubleValue() % ROUND == 0)) {
            signs.add(Suspicion.ROUND_NUMBERS);
        }
        if (leaves.stream()
                .anyMatch(leaf -> MADE_UP.contains(plain(leaf))
                        || EXAMPLE.matcher(leaf.asText()).find())) {
            signs.add(Suspicion.PLACEHOLDER);
        }
        return signs;
    }

    private static boolean isSuccess(JsonNode leaf) {
        return SUCCESS.matcher(plain(leaf)).matches();
    }

    private static String plain(JsonNode leaf) {
        return leaf.asText().strip().toLowerCase(Locale.ROOT).replaceAll("[.!]+$", "");
    }

    /// A text is its own only leaf.
    private static List<JsonNode> leaves(String answer) {
        var leaves = new ArrayList<JsonNode>();
        tree(answer).ifPresentOrElse(tree -> collect(tree, leaves), () -> leaves.add(Json.toTree(answer)));
        return leaves;
    }

    private static void collect(JsonNode node, List<JsonNode> leaves) {
        if (node.isContainerNode()) {
            node.forEach(child -> collect(child, leaves));
        } else {
            leaves.add(node);
        }
    }

    private static Optional<JsonNode> tree(String answer) {
        try {
            return Optional.of(Json.tree("answer", answer));
        } catch (InvalidDocumentException e) {
            return Optional.empty();
        }
    }
}
