package dev.holdfast.harness.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.run.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class CappedReplayerTest {
    @Test
    void anAnswerOfMoreTokensThanItMayHaveIsNoneAndIsPaidFor() throws InterruptedException {
        // the server counts 5 tokens, whatever it says
        var reply = after(new Reaction.Says("It has left Ghent."), 4);

        assertThat(reply.outcome())
                .isEqualTo(new Outcome.Failed(Outcome.Kind.NO_ANSWER, "the answer has 5 tokens, and may have 4"));
        assertThat(reply.aside().flatMap(Reply.Aside::partial)).contains("It has left Ghent.");
        assertThat(reply.usage().costUsd().orElseThrow()).isPositive();
    }

    @Test
    void anAnswerOfAsManyIsOne() throws InterruptedException {
        assertThat(after(new Reaction.Says("It has left Ghent."), 5).outcome())
                .isEqualTo(new Outcome.Answered("It has left Ghent."));
    }

    @Test
    void whatNobodyCountsIsReckonedAtFourCharactersAToken() throws InterruptedException {
        var uncounted = new Reaction.Status(
                200,
                Map.of(),
                "{\"choices\": [{\"index\": 0, \"message\": {\"role\": \"assistant\", \"content\": \"" + "x".repeat(41)
                        + "\"}}]}");

        assertThat(after(uncounted, 11).outcome()).isInstanceOf(Outcome.Answered.class);
        assertThat(after(uncounted, 10).outcome())
                .isEqualTo(new Outcome.Failed(Outcome.Kind.NO_ANSWER, "the answer has 11 tokens, and may have 10"));
    }

    private static Reply after(Reaction reaction, int most) throws InterruptedException {
        var limits = new Agent.Limits(
                1,
                OptionalDouble.empty(),
                Duration.ofSeconds(20),
                0,
                OptionalDouble.empty(),
                Optional.empty(),
                List.of(),
                false,
                OptionalInt.of(most));
        try (var agent = FakeAgent.start().does(reaction);
                var replayer = Targets.open(
                        Examples.pact(Examples.agent(Examples.openAi(agent.url()), limits), List.of()),
                        Examples.secrets(),
                        InstantSource.system())) {
            return replayer.replay(Examples.task("t", "Where is order 17?"), 0);
        }
    }
}
