package dev.holdfast.harness.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.replay.Policy.Choice;
import dev.holdfast.harness.target.Examples;
import dev.holdfast.schema.pact.AnswerPolicy;
import dev.holdfast.schema.pact.AnswerPolicy.Asking;
import dev.holdfast.schema.pact.AnswerPolicy.By;
import dev.holdfast.schema.pact.AnswerPolicy.Confidence;
import dev.holdfast.schema.pact.AnswerPolicy.Escalation;
import dev.holdfast.schema.pact.Extract;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Draft;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Usage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeclaredPolicyTest {
    private static final GoldenTask TASK = Examples.task("t1", "Which order?");
    private static final Optional<Confidence> TOLD = Optional.of(new Confidence.Told(new Extract.Pointer("/sure")));
    private static final Escalation NEVER = new Escalation(OptionalDouble.empty(), false);
    private static final Escalation UNLESS_AGREED = new Escalation(OptionalDouble.empty(), true);
    private static final Extract ORDER = new Extract.Pointer("/order");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"B A A     | 1", "A B C     | 0", "B A A B   | 0", "C A A B B | 1", "- A -     | 1"})
    void aMajorityIsTheFirstAnswerThatMostGive(String orders, int chosen) throws InterruptedException {
        var policy = policy(new Asking.Jury(orders.split(" ", -1).length, ORDER, new By.Majority()), NEVER);

        assertThat(policy.choose(TASK, orders(orders))).isEqualTo(new Choice.Take(chosen));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"A A B | take", "A B C | hand over", "A A B B | hand over", "- A A - | hand over", "A A A - | take"
            })
    void withoutMoreThanHalfOfTheVotesAPersonDecides(String orders, String what) throws InterruptedException {
        var policy = policy(new Asking.Jury(3, ORDER, new By.Majority()), UNLESS_AGREED);

        var choice = policy.choose(TASK, orders(orders));

        assertThat(choice instanceof Choice.HandOver ? "hand over" : "take").isEqualTo(what);
    }

    @Test
    void asksAgainOnlyWhileTheLastAnswerIsTooUnsureAndThereAreAnyLeft() {
        var policy = policy(new Asking.Again(0.7, 2), NEVER);

        assertThat(policy.more(TASK, List.of())).isEqualTo(1);
        assertThat(policy.more(TASK, sure("0.69"))).isEqualTo(1);
        assertThat(policy.more(TASK, sure("70%"))).isZero();
        assertThat(policy.more(TASK, sure("0.2", "0.3"))).isEqualTo(1);
        assertThat(policy.more(TASK, sure("0.2", "0.9"))).isZero();
        assertThat(policy.more(TASK, sure("0.2", "0.3", "0.4"))).isZero();
    }

    @Test
    void theSurestOfSeveralCounts() throws InterruptedException {
        var policy = policy(new Asking.Again(0.7, 2), NEVER);

        assertThat(policy.choose(TASK, sure("0.3", "0.6", "0.6"))).isEqualTo(new Choice.Take(1));
    }

    @ParameterizedTest
    @CsvSource({"high", "''", "80", "1.2", "-0.5", "0.5 of 1"})
    void aConfidenceThatIsNoShareIsNeitherLowNorHigh(String said) throws InterruptedException {
        var policy = policy(new Asking.Again(0.7, 2), new Escalation(OptionalDouble.of(0.9), false));

        assertThat(policy.more(TASK, sure(said))).isZero();
        assertThat(policy.choose(TASK, sure(said))).isEqualTo(new Choice.Take(0));
        assertThat(policy.choose(TASK, sure(said, "0.95"))).isEqualTo(new Choice.Take(1));
    }

    @Test
    void anAnswerThatIsTooUnsureIsHandedOver() throws InterruptedException {
        var policy = policy(new Asking.Again(0.7, 1), new Escalation(OptionalDouble.of(0.5), false));

        assertThat(policy.choose(TASK, sure("0.3", "0.4")))
                .isEqualTo(new Choice.HandOver(1, "sure to 40 %, less than 50 %"));
        assertThat(policy.choose(TASK, sure("0.3", "0.5"))).isEqualTo(new Choice.Take(1));
    }

    @Test
    void theProbabilityOfTheTokensIsAConfidence() {
        var policy = new DeclaredPolicy(
                new AnswerPolicy(Optional.of(new Confidence.LogProbability()), new Asking.Again(0.7, 1), NEVER),
                Umpire.NOBODY);

        // exp(-0.5) = 0.607, exp(-0.2) = 0.819
        assertThat(policy.more(TASK, List.of(draft("x", OptionalDouble.of(-0.5)))))
                .isEqualTo(1);
        assertThat(policy.more(TASK, List.of(draft("x", OptionalDouble.of(-0.2)))))
                .isZero();
        assertThat(policy.more(TASK, List.of(draft("x", OptionalDouble.empty()))))
                .isZero();
    }

    private static DeclaredPolicy policy(Asking asking, Escalation escalation) {
        return new DeclaredPolicy(new AnswerPolicy(TOLD, asking, escalation), Umpire.NOBODY);
    }

    private static List<Draft> orders(String orders) {
        return Arrays.stream(orders.split(" ", -1))
                .map(order ->
                        draft(order.equals("-") ? "no idea" : "{\"order\": \"" + order + "\"}", OptionalDouble.empty()))
                .toList();
    }

    private static List<Draft> sure(String... sure) {
        return Arrays.stream(sure)
                .map(said -> draft("{\"order\": \"A\", \"sure\": \"" + said + "\"}", OptionalDouble.empty()))
                .toList();
    }

    private static Draft draft(String text, OptionalDouble logProbability) {
        return new Draft(
                new Outcome.Answered(text),
                Optional.empty(),
                Optional.empty(),
                logProbability,
                Optional.empty(),
                Usage.UNKNOWN);
    }
}
