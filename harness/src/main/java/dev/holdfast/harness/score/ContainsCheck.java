package dev.holdfast.harness.score;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Score;
import java.util.List;
import java.util.Optional;

/// `contains`: 1 where the part contains everything that is wanted.
record ContainsCheck(List<Wanted> wanted, Likeness likeness) implements Check {
    private static final Score NOTHING =
            new Score.Unscored("nothing is left of what the task expects to be looked for");

    @Override
    public Score check(GoldenTask task, Optional<JsonNode> part) {
        var ideals = wanted.stream().flatMap(each -> each.of(task).stream()).toList();
        if (ideals.size() < wanted.size()) {
            return Wanted.NOT_EXPECTED;
        }
        if (ideals.stream().anyMatch(likeness::isNothing)) {
            return NOTHING;
        }
        return Check.of(part.filter(value -> ideals.stream().allMatch(ideal -> likeness.contains(value, ideal)))
                .isPresent());
    }
}
