package dev.holdfast.alerting.notify;

import static dev.holdfast.alerting.Examples.INTERVAL;
import static dev.holdfast.alerting.Examples.MORNING;
import static dev.holdfast.alerting.Examples.alarm;
import static dev.holdfast.alerting.Examples.broken;
import static dev.holdfast.alerting.Examples.coverage;
import static dev.holdfast.alerting.Examples.evaluation;
import static dev.holdfast.alerting.Examples.incident;
import static dev.holdfast.alerting.Examples.occasion;
import static dev.holdfast.alerting.Examples.promised;

import dev.holdfast.alerting.incident.Alarm;
import dev.holdfast.alerting.incident.Change;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.IncidentPolicy;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.Mode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Messages about the order desk.
public final class Messages {
    private static final String HOSTILE =
            "<!channel> *bold* <https://evil.example|click> \u202E\r\nBcc: all@example.com\u0000 ";

    private Messages() {}

    public static MessageWriter writer() {
        return new MessageWriter(
                new Links(
                        Optional.of(URI.create("https://holdfast.example.com/")),
                        "https://holdfast.example.com/acme",
                        Optional.of(URI.create("https://holdfast.example.com/"))),
                _ -> new Outlook(
                        "A rollback to desk-2026-05 waits for approval until 12:00 UTC.",
                        List.of("holdfast action approve act_1", "holdfast incident accept inc_1")),
                _ -> Optional.of(new String(
                        java.util.Base64.getEncoder()
                                .encode("not a picture".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        java.nio.charset.StandardCharsets.US_ASCII)),
                INTERVAL);
    }

    public static Message firing() {
        return message(Reason.FIRST_NOTIFICATION, List.of(incident()), List.of());
    }

    public static Message message(Reason reason, List<Incident> firing, List<Incident> resolved) {
        return writer().write(
                        new Grouping.Tell("default{agent=order-desk}", 1, reason, firing, resolved, List.of("oncall")),
                        MORNING);
    }

    /// Sixty incidents whose every text is as long and as hostile as it gets.
    public static Message hostile() {
        var incidents =
                IntStream.range(0, 60).mapToObj(Messages::hostileIncident).toList();
        return message(Reason.NEW_INCIDENTS_ADDED, incidents, List.of());
    }

    private static Incident hostileIncident(int number) {
        var finding = new Finding.Broken(
                promised(HOSTILE.repeat(80) + number, Mode.ENFORCE),
                HOSTILE.repeat(500),
                dev.holdfast.alerting.Examples.change(.9, .5, new Estimate(-.4, -.5, -.3), 0),
                List.of(),
                true);
        var alarm = new Alarm(finding.promised().id(), Optional.empty(), 2, alarm().since());
        var run = evaluation(MORNING, Verdict.FAIL, List.of(finding), coverage(0, 0));
        return IncidentPolicy.after(occasion(run, List.of(alarm)), List.of()).stream()
                .map(Change::incident)
                .findFirst()
                .orElseThrow();
    }

    public static Incident recovered() {
        var kept = dev.holdfast.alerting.Examples.kept(MORNING.plus(INTERVAL));
        return IncidentPolicy.after(occasion(kept, List.of()), List.of(incident()))
                .getFirst()
                .incident();
    }

    static Incident again(Incident incident, int runs) {
        var later = broken(MORNING.plus(INTERVAL.multipliedBy(runs)));
        return IncidentPolicy.after(occasion(later, List.of(alarm())), List.of(incident))
                .getFirst()
                .incident();
    }
}
