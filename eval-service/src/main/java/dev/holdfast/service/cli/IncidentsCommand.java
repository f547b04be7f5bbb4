package dev.holdfast.service.cli;

import dev.holdfast.alerting.incident.Happening;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.IncidentEvent;
import dev.holdfast.alerting.incident.Precision;
import dev.holdfast.service.remote.OnCall;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What is going on, and what a person does about it.
@Command(
        name = "incidents",
        description = "Lists the open incidents of a service; with a command, does something about one.",
        mixinStandardHelpOptions = true)
final class IncidentsCommand implements Callable<Integer> {
    private final Host host;

    @Mixin
    private Listing listing = new Listing();

    IncidentsCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        var incidents = listing.of(host).incidents().stream()
                .filter(incident -> listing.all() || incident.isOpen())
                .toList();
        return listing.tell(host, incidents, incident -> host.terminal().line(line(incident)), "nothing is open");
    }

    private static String line(Incident incident) {
        var what = switch (incident.identity()) {
            case Identity.Drift(var subject, var promise, var slice) ->
                subject.words() + "  " + promise
                        + slice.map(tag -> " on " + tag).orElse("");
            case Identity.Platform(var _, var part, var name) -> part.key() + " " + name;
        };
        var state = incident.ending()
                .map(ending -> ending.outcome().name().toLowerCase(Locale.ROOT))
                .orElse(
                        incident.acknowledged().isPresent()
                                ? "taken"
                                : incident.urgency().name().toLowerCase(Locale.ROOT));
        return "%s  %-9s %s  %s  %s"
                .formatted(
                        incident.id(),
                        state,
                        incident.openedAt(),
                        what,
                        incident.latest().sentence());
    }

    @Command(name = "ack", description = "Says that you have taken it on.", mixinStandardHelpOptions = true)
    int ack(@Parameters(paramLabel = "INCIDENT", description = "Its id.") String incident, @Mixin Deed deed) {
        return decide(deed, incident, "acknowledge");
    }

    @Command(
            name = "accept",
            description = "Takes the new behaviour as the right one, and puts the runs since the change forward as its"
                    + " baseline, which somebody else certifies.",
            mixinStandardHelpOptions = true)
    int accept(@Parameters(paramLabel = "INCIDENT", description = "Its id.") String incident, @Mixin Deed deed) {
        var code = decide(deed, incident, "accept");
        deed.on(host).history(incident).stream()
                .map(Happening::what)
                .filter(IncidentEvent.PutForward.class::isInstance)
                .map(IncidentEvent.PutForward.class::cast)
                .forEach(put -> host.terminal()
                        .line("%s  put forward, of %d runs; somebody else certifies it"
                                .formatted(put.baseline(), put.runs().size())));
        return code;
    }

    @Command(
            name = "noise",
            description = "Says that there was nothing; it counts against the watch.",
            mixinStandardHelpOptions = true)
    int noise(@Parameters(paramLabel = "INCIDENT", description = "Its id.") String incident, @Mixin Deed deed) {
        return decide(deed, incident, "noise");
    }

    @Command(name = "close", description = "Ends it.", mixinStandardHelpOptions = true)
    int close(@Parameters(paramLabel = "INCIDENT", description = "Its id.") String incident, @Mixin Deed deed) {
        return decide(deed, incident, "close");
    }

    private int decide(Deed deed, String incident, String what) {
        var decided = deed.on(host).decide(incident, what, deed.reason());
        var now = decided.ending()
                .map(ending -> "over: " + ending.outcome())
                .or(() -> decided.acknowledged().map(taken -> "taken by " + taken.by()))
                .orElse("open");
        host.terminal().line(decided.id() + "  " + now);
        return ExitCode.PASS.code();
    }

    @Command(
            name = "rollback",
            description = "Takes the agent of an incident back to what was certified.",
            mixinStandardHelpOptions = true)
    int rollback(@Parameters(paramLabel = "INCIDENT", description = "Its id.") String incident, @Mixin Deed deed) {
        return Deed.tell(host, deed.on(host).rollback(incident, deed.reason()).action());
    }

    @Command(
            name = "pin",
            description = "Pins another model for the agent of an incident.",
            mixinStandardHelpOptions = true)
    int pin(
            @Parameters(paramLabel = "INCIDENT", description = "Its id.") String incident,
            @Option(names = "--model", required = true, paramLabel = "MODEL", description = "Which one.") String model,
            @Mixin Deed deed) {
        return Deed.tell(host, deed.on(host).pin(incident, model, deed.reason()).action());
    }

    @Command(
            name = "remediate",
            description = "Has a hook run for the agent of an incident, and the suite after it.",
            mixinStandardHelpOptions = true)
    int remediate(
            @Parameters(paramLabel = "INCIDENT", description = "Its id.") String incident,
            @Option(names = "--hook", required = true, paramLabel = "NAME", description = "Which one.") String hook,
            @Mixin Deed deed) {
        return Deed.tell(
                host, deed.on(host).remediate(incident, hook, deed.reason()).action());
    }

    @Command(
            name = "silence",
            description = "Keeps incidents with these labels from being told for a while.",
            mixinStandardHelpOptions = true)
    int silence(
            @Option(
                            names = "--label",
                            required = true,
                            paramLabel = "NAME=VALUE",
                            description = "Such as agent=order-desk; several must all fit.")
                    Map<String, String> labels,
            @Option(names = "--for", required = true, paramLabel = "DURATION", description = "Such as PT2H or P1D.")
                    Duration length,
            @Mixin Deed deed) {
        host.terminal()
                .line(deed.on(host).silence(labels, host.clock().instant().plus(length), deed.reason()));
        return ExitCode.PASS.code();
    }

    @Command(
            name = "precision",
            description = "Of the pages about each promise that ended lately, how many were worth it.",
            mixinStandardHelpOptions = true)
    int precision(
            @Option(names = "--days", paramLabel = "N", description = "How far back: 7.", defaultValue = "7") int days,
            @Mixin ServiceOptions where) {
        new OnCall(where.open(host))
                .precision(host.clock().instant().minus(Duration.ofDays(days)))
                .forEach(each -> host.terminal().line(line(each)));
        return ExitCode.PASS.code();
    }

    private static String line(Precision precision) {
        return String.format(
                Locale.ROOT,
                "%-50s %3d useful %3d noise  %3.0f %%%s",
                precision.pact() + ": " + precision.promise(),
                precision.useful(),
                precision.noise(),
                100 * precision.share().orElse(1),
                precision.proposesDemotion() ? "  should be a ticket" : "");
    }
}
