package dev.holdfast.service.console.page;

import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Promise;
import dev.holdfast.service.console.look.Shelf;
import dev.holdfast.service.store.PactVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One pact: what it promises, its source, its versions, and what was certified of it.
///
/// @param source of the pact itself, as it is now
/// @param files  the others, by path and size
public record PactPage(
        String id,
        String name,
        String project,
        Optional<String> about,
        List<String> promises,
        String source,
        List<Fact> files,
        List<Version> versions,
        List<Baseline> baselines,
        List<Candidate> candidates,
        Optional<When> next,
        Rights rights) {
    /// A name and what it is.
    public record Fact(String name, String value) {}

    /// One version.
    ///
    /// @param difference where what it changed can be read; absent for the first
    public record Version(String number, When at, String size, String digest, Optional<String> difference) {}

    /// One baseline.
    ///
    /// @param mine   whether whoever looks put it forward, and so may not certify it
    /// @param limits what it cannot know
    public record Baseline(
            String id, String state, String words, String runs, List<String> limits, boolean waits, boolean mine) {}

    /// A run that may be put forward.
    public record Candidate(String id, String name, When at, String size) {}

    /// What whoever looks may do.
    public record Rights(boolean write, boolean run, boolean propose, boolean certify, UUID member) {}

    /// What the page is made of.
    ///
    /// @param versions the newest first
    public record Known(
            UUID id,
            String project,
            PactFile file,
            Map<String, String> files,
            List<PactVersion> versions,
            List<Shelf.Proposal> baselines,
            List<Shelf.Candidate> candidates,
            Optional<Instant> next,
            Rights rights) {}

    public static PactPage of(Known known, Instant now) {
        var entry = known.versions().getFirst().entry();
        var pact = known.file().pact();
        return new PactPage(
                known.id().toString(),
                IncidentsPage.line(pact.name()),
                IncidentsPage.line(known.project()),
                IncidentsPage.line(pact.about()),
                pact.promises().stream()
                        .map(promise -> IncidentsPage.line(text(known.file(), promise)))
                        .toList(),
                Visible.text(String.valueOf(known.files().get(entry))),
                known.files().entrySet().stream()
                        .filter(file -> !file.getKey().equals(entry))
                        .map(file -> new Fact(
                                IncidentsPage.line(file.getKey()),
                                Figures.plural(file.getValue().lines().count(), "line")))
                        .toList(),
                known.versions().stream().map(version -> version(version, now)).toList(),
                known.baselines().stream()
                        .map(baseline -> baseline(baseline, known.rights(), now))
                        .toList(),
                known.candidates().stream().map(run -> candidate(run, now)).toList(),
                known.next().map(at -> When.of(at, now)),
                known.rights());
    }

    private static String text(PactFile file, Promise promise) {
        return switch (promise) {
            case Promise.OfMetric of -> of.text(file.pact().metricOf(of).unit());
            case Promise.SameDistribution same -> same.text();
        };
    }

    private static Version version(PactVersion version, Instant now) {
        return new Version(
                String.valueOf(version.number()),
                When.of(version.createdAt(), now),
                Figures.plural(version.promises(), "promise") + ", " + Figures.plural(version.tasks(), "task"),
                new Digest(version.digest()).brief(),
                version.number() == 1
                        ? Optional.empty()
                        : Optional.of("/console/pacts/" + version.pact() + "/versions/" + version.number()));
    }

    private static Baseline baseline(Shelf.Proposal baseline, Rights rights, Instant now) {
        var decided = baseline.decidedBy()
                .map(by -> ", " + baseline.state() + " by " + by
                        + baseline.decidedAt()
                                .map(at -> " " + When.of(at, now).near())
                                .orElse("")
                        + baseline.reason().map(why -> ": " + why).orElse(""))
                .orElse("");
        return new Baseline(
                baseline.id().toString(),
                baseline.state() + (baseline.provisional() ? ", provisional" : ""),
                IncidentsPage.line("Put forward by " + baseline.proposedBy() + " "
                        + When.of(baseline.createdAt(), now).near() + decided + ". Signed with key "
                        + baseline.keyId()
                                .substring(0, Math.min(12, baseline.keyId().length())) + "."),
                Figures.plural(baseline.runs().size(), "run") + ": "
                        + IncidentsPage.line(String.join(
                                ", ",
                                baseline.runs().stream().map(run -> run.run()).toList())),
                baseline.limits().stream().map(IncidentsPage::line).toList(),
                baseline.state().equals("proposed"),
                baseline.proposer().equals(rights.member()));
    }

    private static Candidate candidate(Shelf.Candidate run, Instant now) {
        return new Candidate(
                run.id().toString(),
                IncidentsPage.line(run.name()),
                When.of(run.at(), now),
                Figures.plural(run.observations(), "replay")
                        + (run.failures() == 0 ? "" : ", " + Figures.count(run.failures()) + " without an answer"));
    }
}
