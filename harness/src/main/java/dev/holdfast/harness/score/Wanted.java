package dev.holdfast.harness.score;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdfast.schema.pact.Extract;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure.Ideal;
import dev.holdfast.schema.run.Score;
import java.util.Optional;

/// What the part of an answer is compared with, task by task.
@FunctionalInterface
interface Wanted {
    Score NOT_EXPECTED = new Score.Unscored("the task expects nothing to compare with");

    /// Empty where the task does not say what it expects.
    Optional<JsonNode> of(GoldenTask task);

    static Wanted of(Ideal ideal, Extract extract) {
        return switch (ideal) {
            case Ideal.Literal(var text) -> _ -> Optional.of(TextNode.valueOf(text));
            case Ideal.Expected(var pointer) -> expected(JsonPointer.compile(pointer), extract);
        };
    }

    private static Wanted expected(JsonPointer pointer, Extract extract) {
        Wanted whole = task -> task.expected().map(e -> e.at(pointer)).filter(node -> !node.isMissingNode());
        if (extract instanceof Extract.Pattern by && by.alsoOfExpected()) {
            var finder = Finder.of(extract);
            return task -> whole.of(task).flatMap(node -> finder.find(JsonText.of(node)));
        }
        return whole;
    }
}
