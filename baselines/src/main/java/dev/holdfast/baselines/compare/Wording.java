package dev.holdfast.baselines.compare;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.pact.Promise;
import dev.holdfast.schema.pact.Tolerance;
import dev.holdfast.schema.pact.Unit;
import java.util.Locale;
import java.util.OptionalInt;

/// The one sentence that a finding says to a person.
final class Wording {
    private final PromiseEvidence evidence;
    private final String subject;
    private final Unit unit;

    Wording(PromiseEvidence evidence) {
        this.evidence = evidence;
        this.unit = evidence.subject().unit();
        this.subject = evidence.subject().text();
    }

    String broken(Comparison comparison) {
        return switch (comparison) {
            case Comparison.Change change -> moved(subject, change) + "; " + allows() + ".";
            case Comparison.Level level -> stands(level) + "; " + allows() + ".";
            case Comparison.Breaches breaches -> breached(breaches);
            case Comparison.Distribution distribution -> new AnswerWording(subject, distribution).broken();
        };
    }

    String brokenSlice(Finding.Slice slice, Comparison whole) {
        var all = whole instanceof Comparison.Change change
                ? ", while all tasks together " + moved("", change).strip()
                : "";
        return moved(subject + " on " + slice.tag(), slice.change()) + "; " + allows() + all + ".";
    }

    String brokenSession(SessionFall fall) {
        var course = fall.course();
        var how = fall.sudden()
                ? "fell after about %.0f tasks from %s to %s"
                        .formatted(
                                course.sudden().after().value(),
                                value(course.sudden().before()),
                                value(course.sudden().behind()))
                : "fell steadily from %s to %s".formatted(value(course.first()), value(course.last()));
        return subject + " " + how + " along the session; " + allows() + ".";
    }

    String kept(Comparison comparison) {
        return switch (comparison) {
            case Comparison.Change change ->
                moved(subject, change) + "; at worst " + signed(change.worst()) + ", " + allows() + ".";
            case Comparison.Level level -> stands(level) + "; " + allows() + ".";
            case Comparison.Breaches breaches ->
                "%s: no breach in %d replays of %d tasks, so the true rate of breaches is below %s."
                        .formatted(
                                promise(),
                                breaches.sample().newReplays(),
                                breaches.sample().tasks(),
                                Unit.SHARE.text(breaches.rateBelow()));
            case Comparison.Distribution distribution -> new AnswerWording(subject, distribution).kept();
        };
    }

    String inconclusive(Comparison comparison, OptionalInt more) {
        var advice = more.isPresent()
                ? "about " + more.getAsInt() + " more " + (more.getAsInt() == 1 ? "replay" : "replays")
                        + ", best on new tasks, would decide"
                : "more replays of these tasks would hardly decide; the change is close to the limit";
        return switch (comparison) {
            case Comparison.Change change ->
                moved(subject, change) + "; at worst " + signed(change.worst()) + ", " + allows() + ": " + advice + ".";
            case Comparison.Level level -> stands(level) + "; " + allows() + ": " + advice + ".";
            case Comparison.Breaches _ -> promise() + ": " + advice + ".";
            case Comparison.Distribution distribution -> new AnswerWording(subject, distribution).inconclusive(more);
        };
    }

    String notMeasured(Finding.NotMeasured.Cause cause) {
        var shortfall = evidence.shortfall();
        var of = shortfall.certifiedTasks();
        var answers = evidence.promise() instanceof Promise.SameDistribution;
        return subject + " could not be compared: "
                + switch (cause) {
                    case FAILURES -> shortfall.failed() + " of " + of + " tasks got no answer from the agent.";
                    case JUDGES ->
                        "about " + shortfall.unheard() + " of " + of
                                + " tasks its judges were not reached; `holdfast judge` asks them again.";
                    case MISSING_TASKS ->
                        of == 0
                                ? "the certificate holds no " + (answers ? "answer texts." : "scored task of it.")
                                : shortfall.missing() + " of " + of + " certified tasks are not in the run.";
                    case UNSCORED ->
                        shortfall.compared() == of
                                ? (answers
                                        ? "a single answer a side on " + of
                                                + " tasks shows nothing; repeat them, or add tasks."
                                        : of == 1
                                                ? "one task shows no spread; it takes two or more."
                                                : "a relative promise needs values above 0.")
                                : shortfall.unscored() + " of " + of + " tasks have no "
                                        + (answers ? "recorded text." : "score.");
                };
    }

    private String promise() {
        return evidence.promised().text();
    }

    private String moved(String who, Comparison.Change change) {
        var direction =
                change.difference().value() < 0 ? "fell" : change.difference().value() > 0 ? "rose" : "stayed";
        if (change.difference().value() == 0) {
            return "%s stayed at %s (95 %% interval %s)".formatted(who, value(change.candidate()), range(change));
        }
        return "%s %s from %s to %s (%s, 95 %% interval %s)"
                .formatted(
                        who,
                        direction,
                        value(change.certified()),
                        value(change.candidate()),
                        signed(change.difference().value()) + (unit == Unit.SHARE ? " points" : ""),
                        range(change));
    }

    private String stands(Comparison.Level level) {
        var candidate = level.candidate();
        return "%s: %s (95 %% interval %s … %s)"
                .formatted(subject, value(candidate.value()), value(candidate.low()), value(candidate.high()));
    }

    private String breached(Comparison.Breaches breaches) {
        var examples = String.join(", ", breaches.tasks().stream().limit(3).toList());
        return "%s, but %s in %d of %d replays (tasks %s%s)."
                .formatted(
                        promise(),
                        evidence.promise() instanceof Promise.Never ? "happened" : "did not hold",
                        breaches.count(),
                        breaches.sample().newReplays(),
                        examples,
                        breaches.tasks().size() > 3 ? ", …" : "");
    }

    private String allows() {
        return switch (evidence.promise()) {
            case Promise.MaxDrop(var _, var tolerance) -> "the promise allows " + tolerance(tolerance);
            case Promise.MaxRise(var _, var tolerance) -> "the promise allows " + tolerance(tolerance);
            case Promise.AtLeast(var _, var bound) -> "the promise is at least " + value(bound);
            case Promise.AtMost(var _, var bound) -> "the promise is at most " + value(bound);
            case Promise.Always _ -> "the promise is always";
            case Promise.Never _ -> "the promise is never";
            case Promise.SameDistribution _ -> "the promise is the same distribution";
        };
    }

    private static String tolerance(Tolerance tolerance) {
        return switch (tolerance) {
            case Tolerance.Points(var points) ->
                points == Math.rint(points) ? String.valueOf((long) points) : String.valueOf(points);
            case Tolerance.Relative _ -> tolerance.toString();
        };
    }

    private String range(Comparison.Change change) {
        Estimate difference = change.difference();
        return signed(difference.low()) + " … " + signed(difference.high());
    }

    private String value(double value) {
        return unit.text(value);
    }

    /// A difference with its sign; shares in points, without saying so each time.
    private String signed(double difference) {
        return signed(unit, difference);
    }

    static String signed(Unit unit, double difference) {
        var sign = difference < 0 ? "−" : "+";
        var size = Math.abs(difference);
        if (unit == Unit.SHARE) {
            var points = String.format(Locale.ROOT, "%.1f", 100 * size);
            return points.equals("0.0") ? points : sign + points;
        }
        return sign + unit.text(size);
    }
}
