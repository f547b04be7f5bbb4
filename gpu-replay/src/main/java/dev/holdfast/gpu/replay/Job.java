package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.measure.Thought;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Something that a model is to do. Cancelling its future takes it out of the batch.
sealed interface Job {
    long[] prompt();

    /// Hears that it cannot be done.
    void fail(Unanswered why);

    boolean isCancelled();

    /// To answer.
    ///
    /// @param key that names the question and its repeat: with the seed, all that an answer's chance depends on
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Question(String key, long[] prompt, Manner manner, CompletableFuture<Ending> answer) implements Job {
        @Override
        public void fail(Unanswered why) {
            answer.complete(why);
        }

        @Override
        public boolean isCancelled() {
            return answer.isDone();
        }
    }

    /// To say something that is given, for what the model thinks of each of its tokens.
    ///
    /// @param listener hears the logits of each token that is said, in their order
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Recital(long[] prompt, long[] said, Listener listener, CompletableFuture<Ending> end) implements Job {
        int length() {
            return prompt.length + said.length;
        }

        @Override
        public void fail(Unanswered why) {
            end.complete(why);
        }

        @Override
        public boolean isCancelled() {
            return end.isDone();
        }
    }

    /// Hears what a model thinks.
    @FunctionalInterface
    interface Listener {
        /// Called on the model's own thread; keeps no use of the thought.
        void heard(int token, Thought thought);
    }

    /// How to answer.
    ///
    /// @param temperature 0 for the most likely token
    /// @param most        tokens
    /// @param stop        texts that end an answer and are no part of it
    /// @param json        whether nothing but one JSON document can be said
    record Manner(double temperature, long seed, int most, List<String> stop, boolean json) {}

    /// How a job came to its end.
    sealed interface Ending permits Spoken, Recited, Unanswered {}

    /// An answer.
    ///
    /// @param logProbabilities of its tokens, at temperature 1
    /// @param whole            false where it was cut off for its length
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Spoken(String text, long[] tokens, double[] logProbabilities, boolean whole) implements Ending {
        /// The mean logarithm of its tokens' probabilities.
        double meanLogProbability() {
            return java.util.Arrays.stream(logProbabilities).average().orElse(0);
        }
    }

    /// A recital that was heard to its end.
    record Recited() implements Ending {}

    /// No answer.
    ///
    /// @param refused by us, for what was asked; else the model or its engine broke
    record Unanswered(boolean refused, String message) implements Ending {}
}
