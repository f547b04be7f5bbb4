package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.text.JsonPrefix;
import dev.holdfast.gpu.text.Tokenizer;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One answer in the making.
final class Speaker {
    private final Job.Question question;
    private final Voice voice;
    private final SplittableRandom dice;
    private final long[] tokens;
    private final double[] logProbabilities;
    private int said;
    private @Nullable JsonPrefix json;
    private @Nullable String cut;
    private boolean whole;

    /// What all speakers of a model share.
    ///
    /// @param pieces what each token says by itself; empty where nobody asks for JSON
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Voice(Tokenizer tokenizer, Set<Long> ends, String[] pieces) {}

    Speaker(Job.Question question, Voice voice) {
        this.question = question;
        this.voice = voice;
        this.dice = new SplittableRandom(question.manner().seed() * 0x9E37_79B9_7F4A_7C15L
                + question.key().hashCode());
        this.tokens = new long[question.manner().most()];
        this.logProbabilities = new double[question.manner().most()];
        this.json = question.manner().json() ? JsonPrefix.START : null;
    }

    Job.Question question() {
        return question;
    }

    /// Tokens of the conversation so far that the model has read or is about to.
    int length() {
        return question.prompt().length + said;
    }

    long last() {
        return tokens[said - 1];
    }

    boolean isDone() {
        return whole || said == tokens.length || question.isCancelled();
    }

    /// Says the next token, and tells the asker when that was the last.
    void speak(Logits logits) {
        if (question.isCancelled()) {
            return;
        }
        if (!logits.areFinite()) {
            question.fail(new Job.Unanswered(
                    false,
                    "the model computes no numbers: after %d tokens its logits are NaN or infinite"
                            .formatted(length())));
            return;
        }
        var token = choose(logits);
        if (voice.ends().contains((long) token)) {
            whole = true;
        } else {
            logProbabilities[said] = logits.logProbability(token);
            tokens[said++] = token;
            json = json == null ? null : json.with(voice.pieces()[token]);
            stop();
        }
        if (isDone()) {
            question.answer().complete(spoken());
        }
    }

    private void stop() {
        if (question.manner().stop().isEmpty()) {
            return;
        }
        var text = text();
        var at = question.manner().stop().stream()
                .mapToInt(text::indexOf)
                .filter(index -> index >= 0)
                .min();
        if (at.isPresent()) {
            cut = text.substring(0, at.getAsInt());
            whole = true;
        }
    }

    private Job.Spoken spoken() {
        return new Job.Spoken(
                cut == null ? text() : cut, Arrays.copyOf(tokens, said), Arrays.copyOf(logProbabilities, said), whole);
    }

    private String text() {
        return voice.tokenizer().decode(Arrays.copyOf(tokens, said));
    }

    private int choose(Logits logits) {
        var temperature = question.manner().temperature();
        if (temperature > 0) {
            return drawn(logits, temperature);
        }
        return json == null ? logits.best() : bestAllowed(logits);
    }

    private int bestAllowed(Logits logits) {
        var left = new Logits(
                Arrays.copyOfRange(logits.values(), logits.from(), logits.from() + logits.vocabulary()),
                0,
                logits.vocabulary());
        for (var tries = 0; tries < logits.vocabulary(); tries++) {
            var best = left.best();
            if (isAllowed(best)) {
                return best;
            }
            left.values()[best] = Float.NEGATIVE_INFINITY;
        }
        throw new IllegalStateException("no token of the vocabulary goes on with JSON");
    }

    /// Drawn again without what is not allowed: the distribution given that something allowed is said.
    private int drawn(Logits logits, double temperature) {
        var odds = new double[logits.vocabulary()];
        var sum = 0.0;
        var highest = logits.of(logits.best());
        for (var token = 0; token < odds.length; token++) {
            odds[token] = Math.exp((logits.of(token) - highest) / temperature);
            sum += odds[token];
        }
        while (sum > 0) {
            var token = drawn(odds, sum);
            if (isAllowed(token)) {
                return token;
            }
            sum -= odds[token];
            odds[token] = 0;
        }
        return bestAllowed(logits);
    }

    private int drawn(double[] odds, double sum) {
        var left = dice.nextDouble() * sum;
        var last = 0;
        for (var token = 0; token < odds.length; token++) {
            if (odds[token] > 0) {
                last = token;
                left -= odds[token];
                if (left < 0) {
                    return token;
                }
            }
        }
        return last;
    }

    private boolean isAllowed(int token) {
        if (json == null) {
            return true;
        }
        if (voice.ends().contains((long) token)) {
            return json.isWhole();
        }
        var piece = voice.pieces()[token];
        return !piece.isEmpty() && json.with(piece) != null;
    }
}
