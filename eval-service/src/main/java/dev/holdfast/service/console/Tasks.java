package dev.holdfast.service.console;

import dev.holdfast.harness.score.Hearing;
import dev.holdfast.harness.score.Scorers;
import dev.holdfast.schema.baseline.Certificate;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.Vote;
import dev.holdfast.service.bundle.Bundle;
import dev.holdfast.service.console.look.Replays;
import dev.holdfast.service.console.page.TaskPage;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.store.Baselines;
import dev.holdfast.service.store.Evaluations;
import dev.holdfast.service.store.PactFiles;
import dev.holdfast.service.store.PactVersions;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredBaseline;
import dev.holdfast.service.store.StoredRun;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Gathers what is known of one task of a run, and scores it with today's scorers, as an evaluation does.
@Singleton
final class Tasks {
    private static final String ELSEWHERE =
            "The certified runs are in the signed baseline file, and not among the runs that are kept here.";
    private static final String UNCERTIFIED = "Nothing is certified that this run could be compared with.";

    private final Database database;
    private final Books books;
    private final Shelf shelf;

    /// What was seen.
    @Singleton
    record Books(Runs runs, Baselines baselines, Evaluations evaluations, Replays replays) {}

    /// What was promised.
    @Singleton
    record Shelf(PactVersions versions, PactFiles files) {}

    Tasks(Database database, Books books, Shelf shelf) {
        this.database = database;
        this.books = books;
        this.shelf = shelf;
    }

    private record Found(
            Bundle bundle,
            Optional<StoredBaseline> baseline,
            List<Observation> certified,
            List<Observation> current,
            List<Vote> votes) {}

    TaskPage.Known known(Tenant tenant, StoredRun run, String task) {
        var found = database.read(tenant, connection -> find(connection, run, task));
        if (found.current().isEmpty()) {
            throw RefusedException.missing("task in this run", task);
        }
        try (var open = found.bundle().open()) {
            var file = open.read();
            var golden = Optional.ofNullable(file.suite().byId().get(task));
            var hearing = Hearing.of(List.of(
                    new Run("certified", Optional.empty(), found.certified()),
                    new Run(run.name(), Optional.empty(), found.current(), found.votes())));
            return new TaskPage.Known(
                    run.id().toString(),
                    run.name(),
                    task,
                    golden,
                    replays(file, golden, hearing, found.certified()),
                    note(found),
                    replays(file, golden, hearing, found.current()));
        }
    }

    private Found find(Connection connection, StoredRun run, String task) throws SQLException {
        var evaluation = books.evaluations().findFirstByRun(run.id());
        var baseline = evaluation
                .flatMap(judged -> books.baselines().findById(judged.baseline()))
                .or(() -> books.baselines()
                        .findFirstByPactAndStateOrderByDecidedAtDesc(run.pact(), StoredBaseline.CERTIFIED));
        var version = evaluation
                .flatMap(judged -> shelf.versions().findById(judged.version()))
                .or(() -> shelf.versions().findFirstByPactOrderByNumberDesc(run.pact()))
                .orElseThrow();
        return new Found(
                shelf.files().read(connection, version),
                baseline,
                certified(connection, run, baseline, task),
                books.replays().ofTask(connection, run, task),
                books.replays().votes(connection, run));
    }

    /// Found among the stored runs by their names, which the certificate tells.
    private List<Observation> certified(
            Connection connection, StoredRun run, Optional<StoredBaseline> baseline, String task) throws SQLException {
        var certified = new ArrayList<Observation>();
        for (var name : names(baseline)) {
            var stored = books.runs().findByPactAndName(run.pact(), name);
            if (stored.isPresent()) {
                certified.addAll(books.replays().ofTask(connection, stored.get(), task));
            }
        }
        return certified;
    }

    private static List<String> names(Optional<StoredBaseline> baseline) {
        return baseline
                .map(certified -> Json.read("certificate", certified.certificate(), Certificate.class))
                .map(Certificate::runs)
                .orElse(List.of())
                .stream()
                .map(Certificate.CertifiedRun::run)
                .toList();
    }

    private static Optional<String> note(Found found) {
        if (!found.certified().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(found.baseline().isEmpty() ? UNCERTIFIED : ELSEWHERE);
    }

    private static List<TaskPage.Replay> replays(
            PactFile file, Optional<GoldenTask> golden, Hearing hearing, List<Observation> observations) {
        return observations.stream()
                .map(seen -> golden.filter(_ -> !seen.failed())
                        .map(task -> scored(file, task, hearing, seen))
                        .orElse(new TaskPage.Replay(seen, List.of(), List.of())))
                .toList();
    }

    private static TaskPage.Replay scored(PactFile file, GoldenTask task, Hearing hearing, Observation seen) {
        var metrics = file.pact().metrics().values().stream()
                .filter(metric -> metric.on().covers(task))
                .toList();
        return new TaskPage.Replay(
                seen,
                metrics.stream()
                        .map(metric -> new TaskPage.Scored(
                                metric, Scorers.of(metric, hearing).score(task, seen)))
                        .toList(),
                metrics.stream()
                        .flatMap(metric -> Scorers.ballots(metric, hearing, task, seen).stream())
                        .flatMap(ballot -> Stream.ofNullable(hearing.votes().get(ballot.digest())))
                        .toList());
    }
}
