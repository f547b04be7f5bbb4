package dev.holdfast.schema.evaluation;

import java.util.List;

/// The tasks of one metric that flipped.
///
/// @param worse   how many changed for the worse
/// @param better  how many changed for the better
/// @param examples the largest changes, both ways, worst first; not all of them
public record Flips(String metric, int worse, int better, List<Flip> examples) {
    public Flips {
        examples = List.copyOf(examples);
    }
}
