package dev.holdfast.harness.policy;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.run.Draft;
import java.util.List;
import java.util.OptionalInt;

/// The port to whoever finds the best of several answers.
public interface Umpire {
    /// Nobody is there.
    Umpire NOBODY = (_, _, _) -> OptionalInt.empty();

    /// The best answer, by its place; empty when nobody could be heard on any.
    OptionalInt best(Measure.Judge judge, GoldenTask task, List<Draft> answers) throws InterruptedException;
}
