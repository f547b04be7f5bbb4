package dev.holdfast.schema.pact;

import java.util.List;

/// The part of an answer that a metric looks at.
public sealed interface Extract {
    /// All of it.
    record Whole() implements Extract {}

    /// The value at a JSONPath (`$.order.id`) of the answer read as JSON.
    record Path(String path) implements Extract {}

    /// The value at a JSON Pointer (`/order/id`) of the answer read as JSON.
    record Pointer(String pointer) implements Extract {}

    /// What the first pattern that is found matches: its first group, or all of it where it has none.
    ///
    /// @param alsoOfExpected take the same part of the task's `expected`
    record Pattern(List<String> patterns, boolean alsoOfExpected) implements Extract {}
}
