package dev.holdfast.alerting.action;

import static dev.holdfast.alerting.Examples.INTERVAL;
import static dev.holdfast.alerting.Examples.MORNING;
import static dev.holdfast.alerting.Examples.alarm;
import static dev.holdfast.alerting.Examples.broken;
import static dev.holdfast.alerting.Examples.coverage;
import static dev.holdfast.alerting.Examples.evaluation;
import static dev.holdfast.alerting.Examples.inconclusive;
import static dev.holdfast.alerting.Examples.kept;
import static dev.holdfast.alerting.Examples.occasion;
import static dev.holdfast.alerting.Examples.unmeasured;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alerting.actuator.Reading;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.IncidentPolicy;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Mode;
import dev.holdfast.schema.pact.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ActionPolicyTest {
    @Test
    void actsAloneWhereEveryPreconditionHolds() {
        var action = new Situations().action();

        assertThat(action.state()).isEqualTo(State.AUTHORIZED);
        assertThat(action.automatic()).isTrue();
        assertThat(action.expected()).isEqualTo(Situations.BAD);
        assertThat(action.destination().model()).isEqualTo(Situations.GOOD);
    }

    static Stream<Arguments> doubts() {
        return Stream.of(
                doubt("the newest run is inconclusive", s -> seen(s, inconclusive(MORNING.plus(INTERVAL)))),
                doubt("the newest run is an error", s -> seen(s, unmeasured(MORNING.plus(INTERVAL)))),
                doubt(
                        "the promise only warns",
                        s -> seen(
                                s,
                                evaluation(
                                        MORNING.plus(INTERVAL),
                                        Verdict.PASS,
                                        List.of(dev.holdfast.alerting.Examples.broken(Mode.WARN, true)),
                                        coverage(0, 0)))),
                doubt(
                        "the interval reaches into the limit",
                        s -> seen(
                                s,
                                evaluation(
                                        MORNING.plus(INTERVAL),
                                        Verdict.FAIL,
                                        List.of(dev.holdfast.alerting.Examples.broken(Mode.ENFORCE, false)),
                                        coverage(0, 0)))),
                doubt(
                        "too many replays failed",
                        s -> seen(
                                s,
                                evaluation(
                                        MORNING.plus(INTERVAL),
                                        Verdict.FAIL,
                                        broken(MORNING).findings(),
                                        coverage(0, 20)))),
                doubt(
                        "only one of the last runs shows it",
                        s -> s.recent = List.of(Verdict.FAIL, Verdict.PASS, Verdict.PASS)),
                doubt(
                        "the newest run does not show it",
                        s -> s.recent = List.of(Verdict.ERROR, Verdict.FAIL, Verdict.FAIL)),
                doubt("the pact asks for nothing", s -> s.act = new Response.Act.Nothing()),
                doubt("the pact only observes", s -> s.mode = Response.Approval.OBSERVE),
                doubt(
                        "going back was tried",
                        s -> s.earlier = List.of(Situations.done(MORNING.minus(Duration.ofDays(3)), State.VERIFIED))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doubts")
    void proposesNothingInDoubt(String name, Consumer<Situations> doubt) {
        var situations = new Situations();
        doubt.accept(situations);

        assertThat(ActionPolicy.after(situations.situation(), Limits.DEFAULT)).isInstanceOf(ActionPolicy.Nothing.class);
    }

    static Stream<Arguments> scruples() {
        return Stream.of(
                doubt("the control is broken", s -> s.health = Situation.Health.UNHEALTHY),
                doubt("there is no control", s -> s.health = Situation.Health.UNKNOWN),
                doubt("nothing of the agent changed", s -> s.evaluation = unattributed()),
                doubt(
                        "the last action was an hour ago",
                        s -> s.earlier = List.of(other(Duration.ofHours(1), State.VERIFIED))),
                doubt(
                        "one automatic action today",
                        s -> s.earlier = List.of(other(Duration.ofHours(20), State.VERIFIED))),
                doubt(
                        "two automatic actions in a row",
                        s -> s.earlier = List.of(
                                other(Duration.ofDays(2), State.VERIFIED), other(Duration.ofDays(4), State.VERIFIED))),
                doubt(
                        "the last one has not helped",
                        s -> s.earlier = List.of(other(Duration.ofDays(2), State.UNVERIFIED))),
                doubt("there is a freeze", s -> s.frozen = true),
                doubt(
                        "many agents fail at once",
                        s -> s.breaker = new Breaker(Breaker.Phase.OPEN, MORNING, "9 of 10 fail")),
                doubt(
                        "the breaker is half open",
                        s -> s.breaker = new Breaker(Breaker.Phase.HALF_OPEN, MORNING, "one clean cycle")),
                doubt("the pact lets a person decide", s -> s.mode = Response.Approval.APPROVE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scruples")
    void asksAPersonWhereItMayNotDecideAlone(String name, Consumer<Situations> scruple) {
        var situations = new Situations();
        scruple.accept(situations);

        var action = situations.action();

        assertThat(action.state()).isEqualTo(State.AWAITING_APPROVAL);
        assertThat(action.remarks().isEmpty()).isEqualTo(situations.mode == Response.Approval.APPROVE);
    }

    static Stream<Arguments> impossibilities() {
        return Stream.of(
                doubt("nothing was certified", s -> s.destination = Optional.empty()),
                doubt("the certificate is not trusted", s -> s.trusted = false),
                doubt("the destination is in quarantine", s -> s.quarantined = true),
                doubt("the destination does not answer", s -> s.refusal = Optional.of("the model was retired")),
                doubt("it is pinned already", s -> s.pinned = new Reading.Current(Situations.GOOD, 0, "r")),
                doubt("what is pinned cannot be read", s -> s.pinned = new Reading.Unreadable("HTTP 503")),
                doubt(
                        "another action is under way",
                        s -> s.earlier = List.of(Situations.of(Situations.waiting(), "inc_other"))),
                doubt(
                        "a later lease was there",
                        s -> s.pinned = new Reading.Current(Situations.BAD, Situations.LEASE + 1, "r")),
                doubt("it cannot be verified", s -> s.verifiable = false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossibilities")
    void isBlockedForEverybodyWhereItCannotEndWell(String name, Consumer<Situations> impossibility) {
        var situations = new Situations();
        impossibility.accept(situations);

        var byPerson = ActionPolicy.asked(
                situations.situation(), Limits.DEFAULT, Action.Kind.ROLLBACK, "kim", "customers complain");

        assertThat(situations.action().state()).isEqualTo(State.BLOCKED);
        assertThat(((ActionPolicy.Proposed) byPerson).action().state()).isEqualTo(State.BLOCKED);
    }

    @Test
    void letsAPersonGoBackWithoutEvidence() {
        var situations = new Situations();
        seen(situations, inconclusive(MORNING.plus(INTERVAL)));

        var asked = ActionPolicy.asked(
                situations.situation(), Limits.DEFAULT, Action.Kind.ROLLBACK, "kim", "customers complain");

        assertThat(((ActionPolicy.Proposed) asked).action())
                .satisfies(action -> assertThat(action.state()).isEqualTo(State.AUTHORIZED))
                .satisfies(action -> assertThat(action.by()).contains("kim"))
                .satisfies(action -> assertThat(action.automatic()).isFalse());
    }

    /// Invariant 1.
    @ParameterizedTest
    @MethodSource("seeds")
    void noSequenceOfErrorsAndDoubtsLeadsToAnAction(int seed) {
        var dice = new java.util.SplittableRandom(seed);
        var situations = new Situations();
        var incident = situations.incident;

        for (var i = 1; i <= 200; i++) {
            var at = MORNING.plus(INTERVAL.multipliedBy(i));
            var run = dice.nextBoolean() ? inconclusive(at) : unmeasured(at);
            incident = after(incident, run);
            situations.incident = incident;
            situations.evaluation = run;
            situations.recent = List.of(run.verdict(), Verdict.FAIL, Verdict.FAIL);

            assertThat(ActionPolicy.after(situations.situation(), Limits.DEFAULT))
                    .isInstanceOf(ActionPolicy.Nothing.class);
        }
    }

    static Stream<Integer> seeds() {
        return Stream.of(1, 2, 3, 4, 5);
    }

    @Test
    void anActionSurvivesItsWayThroughJson() {
        var action = Situations.waiting();

        var read = Json.read("action", Json.line(action), Action.class);

        assertThat(read).isEqualTo(action);
        assertThat(read.approvalDigest()).isEqualTo(action.approvalDigest());
    }

    private static Arguments doubt(String name, Consumer<Situations> change) {
        return Arguments.of(name, change);
    }

    private static Action other(Duration ago, State end) {
        return Situations.of(Situations.done(MORNING.minus(ago), end), "inc_other");
    }

    private static void seen(Situations situations, Evaluation run) {
        situations.incident = after(situations.incident, run);
        situations.evaluation = run;
    }

    private static Incident after(Incident incident, Evaluation run) {
        return IncidentPolicy.after(occasion(run, List.of(alarm())), List.of(incident)).stream()
                .map(dev.holdfast.alerting.incident.Change::incident)
                .filter(each -> each.id().equals(incident.id()))
                .findFirst()
                .orElseThrow();
    }

    private static Evaluation unattributed() {
        var run = broken(MORNING);
        return new Evaluation(
                run.id(),
                run.pact(),
                run.at(),
                run.verdict(),
                run.headline(),
                run.baseline(),
                run.candidate(),
                run.keyId(),
                run.provisional(),
                run.alpha(),
                run.seed(),
                run.coverage(),
                run.findings(),
                run.flips(),
                run.probes(),
                run.passes(),
                run.notes(),
                run.holdfast(),
                run.clusters(),
                Optional.empty(),
                run.tools(),
                run.policy(),
                run.serving());
    }

    @Test
    void goesBackNoMoreOnceThePromiseIsKept() {
        var situations = new Situations();
        situations.incident = IncidentPolicy.after(
                        occasion(kept(MORNING.plus(INTERVAL)), List.of()), List.of(situations.incident))
                .getFirst()
                .incident();

        assertThat(ActionPolicy.after(situations.situation(), Limits.DEFAULT))
                .isEqualTo(new ActionPolicy.Nothing("there is no open drift"));
    }
}
