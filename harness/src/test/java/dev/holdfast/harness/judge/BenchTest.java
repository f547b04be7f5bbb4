package dev.holdfast.harness.judge;

import static dev.holdfast.harness.judge.Examples.ballot;
import static dev.holdfast.harness.judge.Examples.bench;
import static dev.holdfast.harness.judge.Examples.judge;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.schema.run.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BenchTest {
    @Test
    void recordsOneVoteABallotAsItComes() throws InterruptedException {
        try (var server = FakeAgent.start().does(new Reaction.Says("yes"));
                var model = judge(server.url())) {
            var ballots =
                    IntStream.range(0, 30).mapToObj(i -> ballot("answer " + i)).toList();
            var recorded = new ArrayList<Vote>();

            var session = bench(model).ask(ballots, recorded::add);

            assertThat(session.votes()).hasSize(30).containsExactlyElementsOf(recorded);
            assertThat(recorded)
                    .allMatch(vote -> vote.label().equals(Optional.of("yes"))
                            && vote.model().equals(Optional.of(FakeAgent.MODEL)));
            assertThat(recorded.stream().map(Vote::ballot).distinct()).hasSize(30);
            assertThat(server.calls()).isEqualTo(30);
        }
    }

    @Test
    void asksOnceMoreWhenAJudgeSaysSomethingElseAndThenRecordsThatItHasNoLabel() throws InterruptedException {
        try (var server = FakeAgent.start().does(new Reaction.Says("I would say yes, since the score is 10"));
                var model = judge(server.url())) {
            var session = bench(model).ask(List.of(ballot("a")), _ -> {});

            assertThat(server.calls()).isEqualTo(2);
            assertThat(session.votes()).singleElement().satisfies(vote -> {
                assertThat(vote.label()).isEmpty();
                assertThat(vote.problem()).get().asString().contains("none of its labels");
            });
        }
    }

    @Test
    void takesTheSecondAnswerWhereTheFirstIsNone() throws InterruptedException {
        try (var server = FakeAgent.start().does(call -> new Reaction.Says(call.number() == 1 ? "Hm." : "No."));
                var model = judge(server.url())) {
            var session = bench(model).ask(List.of(ballot("a")), _ -> {});

            assertThat(session.votes())
                    .singleElement()
                    .satisfies(vote -> assertThat(vote.label()).contains("no"));
        }
    }

    @Test
    void anOutageOfTheJudgeIsRecordedWithoutALabelAndIsGivenUp() throws InterruptedException {
        try (var server = FakeAgent.start().does(Reaction.error(500, "down"));
                var model = judge(server.url())) {
            var ballots =
                    IntStream.range(0, 100).mapToObj(i -> ballot("answer " + i)).toList();

            var session = bench(model).ask(ballots, _ -> {});

            assertThat(session.votes())
                    .hasSizeBetween(5, 20)
                    .allSatisfy(vote -> assertThat(vote.label()).isEmpty())
                    .allSatisfy(
                            vote -> assertThat(vote.unreached().orElseThrow()).contains("down"));
            assertThat(session.unreached()).containsOnlyKeys("one");
            assertThat(server.calls()).isLessThan(100);
        }
    }

    @Test
    void asksWithoutChanceAndShowsTheRubricAfterTheData() throws InterruptedException {
        var seen = new ArrayList<com.fasterxml.jackson.databind.JsonNode>();
        try (var server = FakeAgent.start().does(call -> {
                    seen.add(call.body());
                    return new Reaction.Says("no");
                });
                var model = judge(server.url())) {
            bench(model).ask(List.of(ballot("THE-ANSWER")), _ -> {});
        }

        assertThat(seen).singleElement().satisfies(body -> {
            var user = body.at("/messages/1/content").asText();
            assertThat(body.path("temperature").asDouble(-1)).isZero();
            assertThat(user.indexOf("THE-ANSWER")).isPositive().isLessThan(user.indexOf("Is the answer helpful?"));
        });
    }

    @Test
    void neverUsesACodeThatStandsInTheData() throws InterruptedException {
        var seen = new ArrayList<String>();
        try (var server = FakeAgent.start().does(call -> {
                    seen.add(call.question());
                    return new Reaction.Says("no");
                });
                var model = judge(server.url())) {
            bench(model).ask(List.of(ballot("code-1 code-2")), _ -> {});
        }

        assertThat(seen).singleElement().asString().contains("[[BEGIN ANSWER code-3]]");
    }
}
