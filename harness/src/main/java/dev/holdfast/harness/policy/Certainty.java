package dev.holdfast.harness.policy;

import com.google.re2j.Pattern;
import dev.holdfast.harness.score.Parts;
import dev.holdfast.schema.pact.AnswerPolicy.Confidence;
import dev.holdfast.schema.run.Draft;
import dev.holdfast.schema.run.Outcome;
import java.util.Optional;
import java.util.OptionalDouble;

/// How sure an agent is of an answer, from 0 to 1; empty where it does not say, or says no such number.
@FunctionalInterface
interface Certainty {
    /// `0.8` or `80%`. What is neither is not guessed at: 80 may be eighty percent or eighty of a hundred and twenty.
    Pattern NUMBER = Pattern.compile("\\s*([0-9]*\\.?[0-9]+)\\s*(%?)\\s*");

    OptionalDouble of(Draft answer);

    static Certainty of(Optional<Confidence> confidence) {
        return confidence.map(Certainty::of).orElse(_ -> OptionalDouble.empty());
    }

    private static Certainty of(Confidence confidence) {
        return switch (confidence) {
            case Confidence.LogProbability _ ->
                answer -> answer.logProbability().isPresent()
                        ? OptionalDouble.of(Math.exp(answer.logProbability().getAsDouble()))
                        : OptionalDouble.empty();
            case Confidence.Told(var where) -> {
                var part = Parts.of(where);
                yield answer -> answer.outcome() instanceof Outcome.Answered(var text)
                        ? part.find(text).map(Certainty::number).orElseGet(OptionalDouble::empty)
                        : OptionalDouble.empty();
            }
        };
    }

    private static OptionalDouble number(String text) {
        var matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            return OptionalDouble.empty();
        }
        var number = Double.parseDouble(matcher.group(1)) / (matcher.group(2).isEmpty() ? 1 : 100);
        return number <= 1 ? OptionalDouble.of(number) : OptionalDouble.empty();
    }
}
