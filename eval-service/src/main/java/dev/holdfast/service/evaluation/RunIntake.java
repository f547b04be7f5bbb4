package dev.holdfast.service.evaluation;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.store.Observations;
import dev.holdfast.service.store.Pacts;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredPact;
import dev.holdfast.service.store.StoredRun;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Takes in runs that were recorded elsewhere.
@Singleton
public final class RunIntake {
    private final Database database;
    private final Pacts pacts;
    private final Runs runs;
    private final Observations observations;
    private final Stamps stamps;

    RunIntake(Database database, Pacts pacts, Runs runs, Observations observations, Stamps stamps) {
        this.database = database;
        this.pacts = pacts;
        this.runs = runs;
        this.observations = observations;
        this.stamps = stamps;
    }

    /// Runs as they were kept, and what was not understood of their lines.
    public record TakenIn(List<StoredRun> runs, List<String> notes) {}

    /// Keeps every run of a recording. One that is there already, to the byte, is not kept twice.
    ///
    /// @param lines JSON Lines
    /// @throws dev.holdfast.schema.json.InvalidDocumentException with every bad line
    public TakenIn take(Principal author, UUID pact, String lines) {
        var recording = RunFile.parse("runs", lines);
        var kept = database.write(author.tenant(), connection -> {
            var row = pacts.findById(pact).orElseThrow(() -> RefusedException.missing("pact", pact));
            var all = new ArrayList<StoredRun>();
            for (var run : recording.runs()) {
                all.add(keep(connection, author, row, run));
            }
            return all;
        });
        return new TakenIn(kept, recording.notes());
    }

    private StoredRun keep(Connection connection, Principal author, StoredPact pact, Run run) throws SQLException {
        refuseForeign(pact, run);
        var row = row(author, pact, run);
        var there = runs.findByPactAndName(pact.id(), run.id());
        if (there.isPresent()) {
            refuseAnother(there.get(), row);
            return there.get();
        }
        observations.prepare(connection, row);
        var saved = runs.save(row);
        observations.append(connection, saved, 0, run.observations());
        observations.vote(connection, saved, run.votes());
        return saved;
    }

    private static void refuseForeign(StoredPact pact, Run run) {
        run.plan().filter(plan -> !plan.pact().equals(pact.name())).ifPresent(plan -> {
            throw new RefusedException(
                    Kind.UNFIT,
                    "run_of_another_pact",
                    "run \"%s\" is of pact \"%s\", not of \"%s\"".formatted(run.id(), plan.pact(), pact.name()));
        });
    }

    /// A run is evidence once, and what was evidence is not exchanged.
    private static void refuseAnother(StoredRun there, StoredRun sent) {
        if (!there.digest().equals(sent.digest())) {
            throw new RefusedException(
                    Kind.CONFLICT, "run_differs", "another run is called \"" + sent.name() + "\" already");
        }
    }

    private StoredRun row(Principal author, StoredPact pact, Run run) {
        var born = stamps.next();
        return new StoredRun(
                pact.organisation(),
                pact.project(),
                born.id(),
                pact.id(),
                run.id(),
                author.member(),
                run.plan().map(RunFile::line).orElse(null),
                run.startedAt().orElse(null),
                born.at(),
                run.observations().size(),
                Math.toIntExact(run.failures()),
                List.copyOf(run.models()),
                digest(run).value());
    }

    /// Names what stands in a run, line by line.
    public static Digest digest(Run run) {
        return Digest.of(Stream.of(
                        run.plan().stream().map(RunFile::line),
                        run.observations().stream().map(seen -> RunFile.line(run.id(), seen)),
                        run.votes().stream().map(vote -> RunFile.line(run.id(), vote)))
                .flatMap(part -> part)
                .collect(Collectors.joining("\n")));
    }
}
