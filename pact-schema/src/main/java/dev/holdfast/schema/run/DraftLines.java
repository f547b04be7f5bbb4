package dev.holdfast.schema.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The drafts of one recorded observation: written and read like observations of their own, with fewer keys.
final class DraftLines {
    private static final Set<String> KEYS = Set.of(
            "output",
            "error",
            "model",
            "partial",
            "logprob",
            "latency_ms",
            "input_tokens",
            "cached_tokens",
            "output_tokens",
            "cost_usd");

    private final List<String> problems;

    DraftLines(List<String> problems) {
        this.problems = problems;
    }

    static void write(ArrayNode to, Draft draft) {
        var line = to.addObject();
        RunFile.outcome(line, draft.outcome());
        draft.model().ifPresent(model -> line.put("model", model));
        draft.partial().ifPresent(partial -> line.put("partial", partial));
        draft.logProbability().ifPresent(mean -> line.put("logprob", mean));
        RunFile.taken(line, draft.latency(), draft.usage());
    }

    List<Draft> read(JsonNode drafts) {
        var read = new ArrayList<Draft>();
        if (drafts.isMissingNode() || drafts.isNull()) {
            return read;
        }
        if (!drafts.isArray()) {
            problems.add("\"drafts\" must be a list of {\"output\": …} or {\"error\": …}");
            return read;
        }
        drafts.forEach(draft -> {
            if (draft instanceof ObjectNode line) {
                read(line).ifPresent(read::add);
            } else {
                problems.add("every one of \"drafts\" must be an object");
            }
        });
        return read;
    }

    private Optional<Draft> read(ObjectNode draft) {
        draft.properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> !KEYS.contains(key))
                .forEach(key -> problems.add("\"drafts\" know no \"" + key + "\""));
        var line = new RunLine(draft.deepCopy().put("run", "").put("task", ""), UnaryOperator.identity());
        line.problems().forEach(problem -> problems.add("a draft: " + problem));
        return line.observation()
                .map(seen -> new Draft(
                        seen.outcome(),
                        seen.model(),
                        Optional.of(draft.path("partial"))
                                .filter(JsonNode::isTextual)
                                .map(JsonNode::textValue),
                        draft.path("logprob").isNumber()
                                ? OptionalDouble.of(draft.get("logprob").doubleValue())
                                : OptionalDouble.empty(),
                        seen.latency(),
                        seen.usage()));
    }
}
