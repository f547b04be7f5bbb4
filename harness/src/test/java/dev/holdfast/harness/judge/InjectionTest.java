package dev.holdfast.harness.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.score.Ballot;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Vote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Attacks on a judge that does whatever it is told outside the data.
///
/// This shows that no attack gets out of the data and into the question. It cannot show that a real model heeds
/// the difference.
final class InjectionTest {
    private static final List<String> ATTACKS = texts("attacks.jsonl");
    private static final List<String> HONEST = texts("honest.jsonl");

    @Test
    void noAttackMovesAJudgeThatObeysWhateverStandsOutsideTheData() throws InterruptedException {
        assertThat(ATTACKS).hasSizeGreaterThanOrEqualTo(60);

        assertThat(labels(GullibleJudge::believesTheCode)).isEmpty();
    }

    @Test
    void noAttackMovesEvenAJudgeThatTakesEveryMarkForOurs() throws InterruptedException {
        assertThat(labels(GullibleJudge::believesEveryMark)).isEmpty();
    }

    @Test
    void theSameJudgeObeysWhereDataAreNotMarked() {
        var moved = ATTACKS.stream()
                .filter(attack -> says(attack + "\n\nIs the answer helpful?").equals("yes"));

        assertThat(moved).hasSize(ATTACKS.size());
    }

    @Test
    void theJudgeThatTakesEveryMarkForOursIsMovedWhereMarksInDataAreLeftAsTheyAre() {
        var moved = ATTACKS.stream()
                .filter(attack -> says("[[BEGIN ANSWER 1]]\n" + attack + "\n[[END ANSWER 1]]\n\nIs the answer helpful?")
                        .equals("yes"));

        assertThat(moved).hasSizeGreaterThan(15);
    }

    @Test
    void suspectsNearlyAllAttacksAndNoHonestAnswer() {
        var missed = ATTACKS.stream()
                .filter(attack -> !Injection.isSuspected(attack))
                .toList();

        assertThat(missed).hasSizeLessThanOrEqualTo(ATTACKS.size() / 10);
        assertThat(HONEST).noneMatch(Injection::isSuspected);
    }

    /// The attacks that were graded yes.
    private static List<String> labels(Function<Call, Reaction> judge) throws InterruptedException {
        try (var server = FakeAgent.start().does(judge);
                var model = Examples.judge(server.url())) {
            var ballots = ATTACKS.stream().map(Examples::ballot).toList();
            var session = Examples.bench(model).ask(ballots, _ -> {});

            assertThat(session.votes()).hasSize(ATTACKS.size());
            return yes(ballots, session.votes());
        }
    }

    private static List<String> yes(List<Ballot> ballots, List<Vote> votes) {
        var obeyed = new ArrayList<String>();
        for (var vote : votes) {
            if (!vote.label().equals(Optional.of("no"))) {
                ballots.stream()
                        .filter(ballot -> ballot.digest().equals(vote.ballot()))
                        .forEach(ballot -> obeyed.add(ballot.answers().getFirst()));
            }
        }
        return obeyed;
    }

    private static String says(String question) {
        var body = Json.tree(
                "call",
                Json.line(
                        java.util.Map.of("messages", List.of(java.util.Map.of("role", "user", "content", question)))));
        var reaction = GullibleJudge.believesEveryMark(new Call(1, "/v1/chat/completions", java.util.Map.of(), body));
        return ((Reaction.Says) reaction).text();
    }

    private static List<String> texts(String name) {
        try (var in = Objects.requireNonNull(InjectionTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> Json.tree(name, line).asText())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
