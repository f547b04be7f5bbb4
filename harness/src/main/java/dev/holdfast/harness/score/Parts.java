package dev.holdfast.harness.score;

import dev.holdfast.schema.pact.Extract;
import java.util.Optional;

/// Finds the part of an answer that somebody looks at, as text.
@FunctionalInterface
public interface Parts {
    Optional<String> find(String answer);

    static Parts of(Extract extract) {
        var finder = Finder.of(extract);
        return answer -> finder.find(answer).map(JsonText::of);
    }
}
