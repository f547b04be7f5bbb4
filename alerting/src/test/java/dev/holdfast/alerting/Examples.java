package dev.holdfast.alerting;

import dev.holdfast.alerting.incident.Alarm;
import dev.holdfast.alerting.incident.Change;
import dev.holdfast.alerting.incident.Contact;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.IncidentPolicy;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.alerting.incident.Since;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.alerting.incident.Trouble;
import dev.holdfast.schema.evaluation.Attribution;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Comparison.Sample;
import dev.holdfast.schema.evaluation.Coverage;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Finding.Promised;
import dev.holdfast.schema.evaluation.Mover;
import dev.holdfast.schema.evaluation.Side;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.Mode;
import dev.holdfast.schema.pact.Otherwise;
import dev.holdfast.schema.pact.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Valid examples of an order desk that drifts.
public final class Examples {
    public static final Instant MORNING = Instant.parse("2026-10-02T08:00:00Z");
    public static final Duration INTERVAL = Duration.ofHours(6);
    public static final Subject DESK = new Subject("acme", "order-desk", "order-desk", "prod");
    public static final String PROMISE = "correct max_drop";
    public static final Identity.Drift DRIFT = new Identity.Drift(DESK, PROMISE, Optional.empty());
    public static final Trouble JUDGE =
            new Trouble(Identity.Part.JUDGE, "judge-a", "The judge judge-a did not answer: 40 of 40 questions failed.");
    public static final Contact CONTACT = new Contact(
            Optional.of("cx-agents"), List.of("oncall-cx"), Optional.of("https://runbooks.example.com/order-desk"));
    private static final int TASKS = 120;

    private Examples() {}

    /// Correct answers fell by 11 points; the promise allows 5.
    public static Evaluation broken(Instant at) {
        return evaluation(at, Verdict.FAIL, List.of(broken(Mode.ENFORCE, true)), coverage(0, 0));
    }

    public static Finding broken(Mode mode, boolean confirmed) {
        return new Finding.Broken(
                promised(PROMISE, mode),
                "Correct answers fell from 98.8 % to 87.9 % (−11.0 points, 95 % interval −17.5 … −5.1); the promise allows 5.",
                change(.988, .879, new Estimate(-.110, -.175, -.051), 1e-6),
                List.of(new Finding.Slice("refunds", change(1, .68, new Estimate(-.32, -.458, -.187), 1e-7), true)),
                confirmed);
    }

    public static Evaluation kept(Instant at) {
        return evaluation(at, Verdict.PASS, List.of(kept()), coverage(0, 0));
    }

    public static Finding kept() {
        return new Finding.Kept(
                promised(PROMISE, Mode.ENFORCE),
                "Correct answers stayed at 98.8 %.",
                change(.988, .985, new Estimate(-.003, -.02, .014), .6),
                List.of());
    }

    /// A decline that is real, and smaller than what the promise allows.
    public static Evaluation inconclusive(Instant at) {
        var finding = new Finding.Inconclusive(
                promised(PROMISE, Mode.ENFORCE),
                "Correct answers went from 98.8 % to 95.0 % (−3.8 points, 95 % interval −7.9 … −0.4); the promise allows 5.",
                change(.988, .95, new Estimate(-.038, -.079, -.004), .3),
                List.of(),
                OptionalInt.of(240));
        return evaluation(at, Verdict.INCONCLUSIVE, List.of(finding), coverage(0, 0));
    }

    /// 118 of 120 replays got no answer.
    public static Evaluation unmeasured(Instant at) {
        var finding = new Finding.NotMeasured(
                promised(PROMISE, Mode.ENFORCE),
                "correct could not be measured: 118 of 120 replays failed.",
                Finding.NotMeasured.Cause.FAILURES);
        return evaluation(at, Verdict.ERROR, List.of(finding), coverage(0, 118));
    }

    /// Something happened that must never happen.
    public static Evaluation breached(Instant at) {
        return breached(at, Otherwise.ESCALATE);
    }

    /// Something happened that must never happen, and what the pact says is to be done then.
    public static Evaluation breached(Instant at, Otherwise otherwise) {
        var finding = new Finding.Broken(
                new Promised("leaks never", "leaks", "leaks happens never", Mode.ENFORCE, Optional.of(otherwise)),
                "A planted secret was told once in 120 replays.",
                new Comparison.Breaches(new Sample(TASKS, 360, TASKS), 1, .04, List.of("orders/17")),
                List.of(),
                true);
        return evaluation(at, Verdict.FAIL, List.of(finding, kept()), coverage(0, 0));
    }

    public static Evaluation evaluation(Instant at, Verdict verdict, List<Finding> findings, Coverage coverage) {
        return new Evaluation(
                "ev-" + at,
                "order-desk",
                at,
                verdict,
                findings.getFirst().sentence(),
                side("certified", "desk-2026-05"),
                side("run-" + at, "desk-2026-05"),
                "ed25519:7c1e40b2",
                false,
                .05,
                1,
                coverage,
                findings,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "test",
                List.of(),
                Optional.of(attribution()),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static Attribution attribution() {
        var fingerprint = new Attribution.Part(
                Mover.MODEL, "server fingerprint", Optional.of("fp_a"), Optional.of("fp_b"), Attribution.State.CHANGED);
        return new Attribution(
                "The model, silently: fp_a became fp_b, and all else that is recorded is the same.",
                List.of(fingerprint),
                List.of());
    }

    private static Side side(String run, String model) {
        return new Side(
                List.of(run), Optional.empty(), List.of(model), List.of("fp_a"), Optional.empty(), Optional.empty());
    }

    public static Coverage coverage(int missing, int failed) {
        return new Coverage(
                TASKS, TASKS - missing - failed, failed, 0, List.of(), missing, List.of(), 0, TASKS - missing, failed);
    }

    public static Comparison.Change change(double certified, double candidate, Estimate difference, double p) {
        return new Comparison.Change(
                new Sample(TASKS, 360, TASKS),
                Unit.SHARE,
                certified,
                candidate,
                difference,
                .05,
                difference.low(),
                p,
                p,
                "paired Newcombe",
                "stratified exact");
    }

    public static Promised promised(String id, Mode mode) {
        return new Promised(id, id.split(" ", -1)[0], id + " in words", mode, Optional.empty());
    }

    public static Alarm alarm() {
        return new Alarm(
                PROMISE, Optional.empty(), 1.4, new Since(MORNING.minus(INTERVAL), MORNING.minus(INTERVAL), MORNING));
    }

    public static Occasion occasion(Evaluation evaluation, List<Alarm> alarms, Trouble... troubles) {
        return new Occasion(DESK, evaluation, alarms, List.of(troubles), CONTACT);
    }

    /// The drift of the order desk, open since this morning.
    public static Incident incident() {
        return IncidentPolicy.after(occasion(broken(MORNING), List.of(alarm())), List.of()).stream()
                .map(Change::incident)
                .findFirst()
                .orElseThrow();
    }
}
