package dev.holdfast.reports.reading;

import dev.holdfast.schema.evaluation.Attribution;
import dev.holdfast.schema.evaluation.Evidence;
import dev.holdfast.schema.run.Environment;
import java.util.List;
import java.util.TreeMap;

/// A copy of what is said about who moved in which every text is [Visible]: models and fingerprints are named by
/// servers.
final class VisibleAttribution {
    private VisibleAttribution() {}

    static Attribution of(Attribution attribution) {
        return new Attribution(
                Visible.line(attribution.sentence()),
                attribution.parts().stream().map(VisibleAttribution::part).toList(),
                attribution.explained().stream()
                        .map(VisibleAttribution::explained)
                        .toList());
    }

    private static Attribution.Part part(Attribution.Part part) {
        return new Attribution.Part(
                part.mover(),
                Visible.line(part.name()),
                part.before().map(Visible::line),
                part.after().map(Visible::line),
                part.state());
    }

    private static Attribution.Explained explained(Attribution.Explained explained) {
        var suspects = explained.suspects().stream()
                .map(suspect -> new Attribution.Suspect(
                        suspect.mover(), evidence(suspect.evidence()), Visible.line(suspect.sentence())))
                .toList();
        return new Attribution.Explained(
                Visible.line(explained.promise()), explained.moved(), Visible.line(explained.sentence()), suspects);
    }

    private static Evidence evidence(Evidence evidence) {
        return switch (evidence) {
            case Evidence.Changed(var what, var before, var after) ->
                new Evidence.Changed(Visible.line(what), Visible.line(before), Visible.line(after));
            case Evidence.Rescored e ->
                new Evidence.Rescored(
                        Visible.line(e.metric()), e.unit(), e.certified(), e.today(), e.tasks(), e.changed());
            case Evidence.Rejudged e ->
                new Evidence.Rejudged(Visible.line(e.judge()), e.items(), e.certifiedAgreement(), e.agreement(), e.p());
            case Evidence.Controlled controlled -> controlled;
            case Evidence.Remainder(var same, var p) -> new Evidence.Remainder(lines(same), p);
            case Evidence.NotRecorded(var what) -> new Evidence.NotRecorded(lines(what));
        };
    }

    static Environment of(Environment environment) {
        var host = new TreeMap<String, String>();
        environment.host().forEach((name, value) -> host.put(Visible.line(name), Visible.line(value)));
        return new Environment(
                of(environment.target()),
                of(environment.parameters()),
                of(environment.prompt()),
                of(environment.tools()),
                host);
    }

    private static Environment.Part of(Environment.Part part) {
        return new Environment.Part(Visible.line(part.says()), part.digest());
    }

    private static List<String> lines(List<String> texts) {
        return texts.stream().map(Visible::line).toList();
    }
}
