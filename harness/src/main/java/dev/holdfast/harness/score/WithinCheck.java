package dev.holdfast.harness.score;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure.Margin;
import dev.holdfast.schema.run.Score;
import java.math.BigDecimal;
import java.util.Optional;

/// `equals` with `within`: 1 where the part is a number no farther from the wanted one than the margin.
///
/// Decimals are compared as they are written: 0.31 is within 0.01 of 0.3. A text counts as the number that it
/// spells and nothing else: `12.5`, not `12.50 EUR`.
record WithinCheck(Wanted wanted, Margin margin) implements Check {
    private static final Score NO_NUMBER = new Score.Unscored("the task expects no number to compare with");

    @Override
    public Score check(GoldenTask task, Optional<JsonNode> part) {
        var ideal = wanted.of(task);
        if (ideal.isEmpty()) {
            return Wanted.NOT_EXPECTED;
        }
        return ideal.flatMap(WithinCheck::number)
                .map(goal -> Check.of(part.flatMap(WithinCheck::number)
                        .filter(value -> isNear(value, goal))
                        .isPresent()))
                .orElse(NO_NUMBER);
    }

    private boolean isNear(BigDecimal value, BigDecimal goal) {
        var size = BigDecimal.valueOf(margin.size());
        var allowed = margin.relative() ? goal.abs().multiply(size) : size;
        return value.subtract(goal).abs().compareTo(allowed) <= 0;
    }

    private static Optional<BigDecimal> number(JsonNode node) {
        var value = node.isTextual() ? JsonText.inFence(node.textValue().strip()) : Optional.of(node);
        // what is beyond a double is no quantity, and would take long to subtract
        return value.filter(JsonNode::isNumber)
                .filter(number -> Double.isFinite(number.doubleValue()))
                .map(JsonNode::decimalValue);
    }
}
