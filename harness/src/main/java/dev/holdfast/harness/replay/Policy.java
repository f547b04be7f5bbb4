package dev.holdfast.harness.replay;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Draft;
import java.util.List;

/// How several answers of an agent to one task become the one answer of a replay.
public interface Policy {
    /// The first answer is the answer, and no drafts of it are kept.
    Policy ONCE = new Policy() {
        @Override
        public int more(GoldenTask task, List<Draft> answers) {
            return answers.isEmpty() ? 1 : 0;
        }

        @Override
        public Choice choose(GoldenTask task, List<Draft> answers) {
            return new Choice.Take(0);
        }
    };

    /// How many more answers are asked for, side by side, after these; 0 when there are enough.
    int more(GoldenTask task, List<Draft> answers);

    /// What becomes of the answers. May ask others, and so may wait.
    Choice choose(GoldenTask task, List<Draft> answers) throws InterruptedException;

    /// What becomes of several answers.
    sealed interface Choice {
        /// One of them is the answer.
        record Take(int answer) implements Choice {}

        /// A person decides.
        ///
        /// @param best what the agent would have said
        record HandOver(int best, String reason) implements Choice {}

        /// Whoever had to choose was not there.
        record Undecided(String reason) implements Choice {}
    }
}
