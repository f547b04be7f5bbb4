package dev.holdfast.alerting.notify;

import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Sighting.Measured;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Answers what somebody asks who is woken up: what broke, how sure, since when, what changed, is the evaluator
/// healthy, what happens next, what can I do.
///
/// @param outlook  of each incident
/// @param chart    of the incident that the headline is about
/// @param interval between two runs
public record MessageWriter(
        Links links,
        Function<Incident, Outlook> outlook,
        Function<Incident, Optional<String>> chart,
        Duration interval) {
    private static final int LONGEST = 900;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// The message about these incidents.
    ///
    /// @param told what is told of, resolved ones included
    public Message write(Grouping.Tell told, Instant at) {
        var items = Stream.concat(told.firing().stream(), told.resolved().stream())
                .sorted(Comparator.comparing((Incident incident) -> !incident.isOpen())
                        .thenComparing(Incident::urgency, Comparator.reverseOrder())
                        .thenComparing(Incident::openedAt))
                .map(this::item)
                .toList();
        var lead = items.getFirst().incident();
        var picture = chart.apply(lead)
                .map(base64 -> new Message.Chart(
                        "The last runs, with the certified level and the promised limit", base64, links.chart(lead)));
        return new Message(
                "msg_" + Digest.of(told.group() + "#" + told.sequence()).hex().substring(0, 24),
                "msg_" + Digest.of(told.group()).hex().substring(0, 24),
                links.source(),
                told.reason(),
                at,
                items,
                picture,
                at.plus(interval.multipliedBy(3)));
    }

    private Message.Item item(Incident incident) {
        return new Message.Item(incident, title(incident), summary(incident), answers(incident), links.of(incident));
    }

    private static String title(Incident incident) {
        return Plain.line(
                switch (incident.identity()) {
                    case Identity.Drift(var subject, var _, var _) -> subject.words();
                    case Identity.Platform(var _, var part, var name) -> part.key() + " " + name;
                },
                120);
    }

    private static String summary(Incident incident) {
        return line(incident.ending()
                .map(ending -> "Over since " + TIME.format(ending.at()) + ": " + ending.reason() + ".")
                .orElseGet(() -> incident.latest().sentence()));
    }

    private List<Message.Answer> answers(Incident incident) {
        var latest = incident.latest();
        var outlook = outlook().apply(incident);
        return List.of(
                answer("What broke", broke(incident)),
                answer("How sure", sure(incident)),
                answer("Since when", since(incident)),
                answer("What changed", changed(incident)),
                answer("Is the evaluator healthy", latest.health()),
                answer("What happens next", incident.isOpen() ? outlook.next() : "Nothing: it is over."),
                answer(
                        "What you can do",
                        outlook.steps().isEmpty() ? "Nothing is left to do." : String.join(" · ", outlook.steps())));
    }

    private static String broke(Incident incident) {
        return switch (incident.identity()) {
            case Identity.Drift(var _, var promise, var slice) ->
                promise + slice.map(tag -> ", on " + tag).orElse("") + ". " + soFar(incident)
                        + incident.latest().sentence();
            case Identity.Platform(var _, var part, var name) ->
                "The " + part.key() + " " + name + " " + part.trouble() + ". "
                        + incident.latest().sentence();
        };
    }

    /// The watch hears all runs together; the newest alone may read as if nothing were broken.
    private static String soFar(Incident incident) {
        if (!incident.isOpen()) {
            return "";
        }
        return switch (incident.latest().verdict()) {
            case PASS -> "All runs together show a decline; the newest alone is within what is promised: ";
            case INCONCLUSIVE, ERROR -> "All runs together show a decline; the newest alone cannot tell: ";
            case FAIL -> "";
        };
    }

    private static String changed(Incident incident) {
        return switch (incident.identity()) {
            case Identity.Drift _ -> incident.latest().changed();
            case Identity.Platform(var _, var part, var _) ->
                part.spoils()
                        ? "Nothing is known of the agents: what was measured meanwhile counts neither for nor against"
                                + " them."
                        : "What each run shows is in the incident of its agent.";
        };
    }

    private static String sure(Incident incident) {
        if (incident.identity() instanceof Identity.Platform) {
            return "Seen by " + plural(incident.seen(), "run")
                    + (incident.isOpen()
                            ? ", now of " + plural(incident.affected().size(), "agent")
                            : "") + ".";
        }
        var latest = incident.latest();
        var run = latest.measured()
                .map(MessageWriter::numbers)
                .orElse("It is no change of a mean; the sentence above has its numbers.");
        var watch = latest.heat().isPresent()
                ? String.format(
                        Locale.ROOT,
                        " All runs together are %.1f times what makes an alarm.",
                        latest.heat().getAsDouble())
                : "";
        return run
                + watch
                + (latest.confirmed() && latest.measured().isPresent()
                        ? " The whole interval lies beyond the limit."
                        : "");
    }

    private static String numbers(Measured measured) {
        return "95 %% interval of the change %s … %s, limit %s, p %s, %s of %s."
                .formatted(
                        signed(measured.unit(), measured.difference().low()),
                        signed(measured.unit(), measured.difference().high()),
                        measured.unit().difference(measured.allowed()),
                        p(measured.adjustedP()),
                        plural(measured.replays(), "replay"),
                        plural(measured.tasks(), "task"));
    }

    private static String since(Incident incident) {
        var since = incident.since();
        var range = since.earliest().equals(since.latest())
                ? ""
                : " (90 %: " + TIME.format(since.earliest()) + " to " + TIME.format(since.latest()) + ")";
        return TIME.format(since.likeliest()) + range + ". Noticed " + TIME.format(incident.openedAt()) + ", shown by "
                + plural(incident.seen(), "run") + " since.";
    }

    private static String p(double value) {
        return value < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "= %.4f", value);
    }

    private static String signed(Unit unit, double value) {
        return (value < 0 ? "−" : "+") + unit.difference(Math.abs(value));
    }

    private static String plural(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private static Message.Answer answer(String question, String text) {
        return new Message.Answer(question, line(text));
    }

    private static String line(String text) {
        return Plain.line(text, LONGEST);
    }
}
