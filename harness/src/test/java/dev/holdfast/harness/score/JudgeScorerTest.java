package dev.holdfast.harness.score;

import static dev.holdfast.harness.score.Examples.WHOLE;
import static dev.holdfast.harness.score.Examples.answered;
import static dev.holdfast.harness.score.Examples.expectingNothing;
import static dev.holdfast.harness.score.Examples.metric;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Measure.Juror;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.Reference;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.Score;
import dev.holdfast.schema.run.Vote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JudgeScorerTest {
    private static final GoldenTask TASK = expectingNothing();

    @Test
    void anAnswerThatNobodyWasAskedAboutHasNoScore() {
        var score = Scorers.of(graded(1), Hearing.NONE).score(TASK, answered("a"));

        assertThat(score).isInstanceOf(Score.Unscored.class);
        assertThat(((Score.Unscored) score).reason())
                .contains("judge-0 was not asked")
                .contains("holdfast judge");
    }

    @ParameterizedTest
    @CsvSource({"right, 1", "partly, 0.5", "wrong, 0"})
    void aVoteIsWorthWhatItsLabelIs(String label, double worth) {
        assertThat(scored(graded(1), "a", label)).isEqualTo(new Score.Scored(worth));
    }

    @ParameterizedTest
    @CsvSource({
        "right right wrong, 1",
        "right wrong wrong, 0",
        "right partly wrong, 0.5",
        "right wrong -, 0.5",
        "right right -, 1"
    })
    void theMedianOfTheJuryCounts(String votes, double worth) {
        assertThat(scored(graded(3), "a", votes.split(" ", -1))).isEqualTo(new Score.Scored(worth));
    }

    @Test
    void halfAJuryIsNoJury() {
        assertThat(scored(graded(2), "a", "right", "-")).isInstanceOf(Score.Unscored.class);
        assertThat(scored(graded(3), "a", "right", "-", "-")).isInstanceOf(Score.Unscored.class);
    }

    @ParameterizedTest
    @CsvSource({
        "FIRST, SECOND, 1",
        "SECOND, FIRST, 0",
        "FIRST, FIRST, 0.5",
        "SECOND, SECOND, 0.5",
        "TIE, FIRST, 0.5",
        "TIE, TIE, 0.5"
    })
    void ofAPairOnlyAJudgeThatSaysTheSameInBothOrdersCounts(String shownFirst, String shownSecond, double worth) {
        var certified = new Run("certified", Optional.empty(), List.of(answered("certified answer")));

        var score = score(pairwise(), "new answer", certified, shownFirst, shownSecond);

        assertThat(score).isEqualTo(new Score.Scored(worth));
    }

    @Test
    void theCertifiedAnswerItselfIsATieThatNobodyIsAskedAbout() {
        var hearing = Hearing.of(List.of(new Run("certified", Optional.empty(), List.of(answered("same")))));

        assertThat(Scorers.ballots(pairwise(), hearing, TASK, answered("same"))).isEmpty();
        assertThat(Scorers.of(pairwise(), hearing).score(TASK, answered("same")))
                .isEqualTo(new Score.Scored(0.5));
    }

    @Test
    void aPairNeedsACertifiedAnswer() {
        assertThat(Scorers.of(pairwise(), Hearing.NONE).score(TASK, answered("a")))
                .isEqualTo(new Score.Unscored("there is no certified answer to hold it against"));
    }

    @Test
    void anotherRubricOrModelOrAnswerIsAnotherBallot() {
        var ballot =
                Scorers.ballots(graded(1), Hearing.NONE, TASK, answered("a")).getFirst();
        var other =
                Scorers.ballots(graded(1), Hearing.NONE, TASK, answered("b")).getFirst();
        var rubric = new Ballot(
                ballot.juror(), "Other?", ballot.asked(), ballot.expected(), ballot.answers(), ballot.labels());
        var model = new Ballot(
                juror(7), ballot.rubric(), ballot.asked(), ballot.expected(), ballot.answers(), ballot.labels());

        assertThat(List.of(ballot.digest(), other.digest(), rubric.digest(), model.digest()))
                .doesNotHaveDuplicates();
        assertThat(Scorers.ballots(graded(1), Hearing.NONE, TASK, answered("a"))
                        .getFirst()
                        .digest())
                .isEqualTo(ballot.digest());
    }

    private static Score scored(Metric metric, String answer, String... labels) {
        return score(metric, answer, new Run("none", Optional.empty(), List.of()), labels);
    }

    /// Where a label is `-`, that judge said none.
    private static Score score(Metric metric, String answer, Run certified, String... labels) {
        var hearing = Hearing.of(List.of(certified));
        var ballots = Scorers.ballots(metric, hearing, TASK, answered(answer));
        assertThat(ballots).hasSize(labels.length);
        var votes = new ArrayList<Vote>();
        for (int i = 0; i < labels.length; i++) {
            votes.add(vote(ballots.get(i), labels[i]));
        }
        var run = new Run("run", Optional.empty(), List.of(answered(answer)), votes);
        return Scorers.of(metric, hearing.and(List.of(run))).score(TASK, answered(answer));
    }

    private static Vote vote(Ballot ballot, String label) {
        return new Vote(
                ballot.digest(),
                ballot.juror().name(),
                Optional.empty(),
                Optional.of(label).filter(said -> !said.equals("-")),
                Optional.of("said none of its labels").filter(_ -> label.equals("-")));
    }

    private static Metric graded(int jurors) {
        var labels = new LinkedHashMap<>(Map.of("wrong", 0.0));
        labels.put("partly", 0.5);
        labels.put("right", 1.0);
        return metric(new Measure.Judge("r.md", "Right?", jury(jurors), labels, false, List.of()), WHOLE);
    }

    private static Metric pairwise() {
        return metric(new Measure.Judge("r.md", "Better?", jury(1), Map.of("no", 0.0), true, List.of()), WHOLE);
    }

    private static List<Juror> jury(int size) {
        var jury = new ArrayList<Juror>();
        for (int i = 0; i < size; i++) {
            jury.add(juror(i));
        }
        return jury;
    }

    private static Juror juror(int number) {
        var sampling = new Target.Sampling(OptionalDouble.empty(), OptionalInt.empty(), OptionalLong.empty());
        return new Juror(
                "judge-" + number,
                new Target.OpenAi(new Reference("http://localhost"), "m" + number, Optional.empty(), sampling));
    }
}
