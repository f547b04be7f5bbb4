package dev.holdfast.service.schedule;

import dev.holdfast.harness.replay.Ending;
import dev.holdfast.harness.replay.Journal;
import dev.holdfast.harness.replay.Purse;
import dev.holdfast.harness.replay.SuiteRunner;
import dev.holdfast.harness.target.Plans;
import dev.holdfast.harness.target.Targets;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.schema.run.RunPlan;
import dev.holdfast.service.bundle.Bundle;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.evaluation.ServiceIdentity;
import dev.holdfast.service.store.Observations;
import dev.holdfast.service.store.PactFiles;
import dev.holdfast.service.store.PactVersions;
import dev.holdfast.service.store.StoredRun;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes a shard: asks what is not in the database yet, and keeps every answer there as it comes.
@Singleton
final class ShardWork {
    private final Database database;
    private final Books books;
    private final Desk desk;
    private final Hands hands;
    private final InstantSource clock;

    /// What is read and written.
    @Singleton
    record Books(
            DueRunRows rows,
            Shards shards,
            PactVersions versions,
            PactFiles files,
            Observations observations,
            Spent spent) {}

    /// What it is done with.
    @Singleton
    record Desk(Reach reach, Runners runners, AgentRates rates, ServiceIdentity identity, Stamps stamps, Tally tally) {}

    /// Who goes on with it, and who hears of it where nobody can.
    @Singleton
    record Hands(Timetable timetable, DeadLetters deadLetters) {}

    ShardWork(Database database, Books books, Desk desk, Hands hands, InstantSource clock) {
        this.database = database;
        this.books = books;
        this.desk = desk;
        this.hands = hands;
        this.clock = clock;
    }

    private record Order(DueRun due, Shard shard, Bundle bundle) {
        StoredRun run() {
            return due.begun(shard.control());
        }
    }

    /// Returns whether the shard is made: not where the node is stopping.
    ///
    /// @throws InvalidDocumentException where a secret is not there, or the agent may not be reached
    boolean make(Tenant tenant, UUID due, int number) {
        var order = database.read(tenant, connection -> order(connection, due, number));
        if (order.isEmpty()) {
            goOn(tenant, due);
            return true;
        }
        return end(tenant, order.get(), make(tenant, order.get()));
    }

    private Optional<Order> order(Connection connection, UUID id, int number) throws SQLException {
        var due = books.rows().findById(id).filter(row -> !row.isOver());
        var shard = books.shards().open(connection, id, number);
        if (due.isEmpty() || shard.isEmpty()) {
            return Optional.empty();
        }
        var version = books.versions().findById(due.get().pactVersion()).orElseThrow();
        return Optional.of(new Order(due.get(), shard.get(), books.files().read(connection, version)));
    }

    private Ending make(Tenant tenant, Order order) {
        try (var open = order.bundle().open()) {
            var whole = order.shard().asked(open.read());
            var part = order.shard().of(whole);
            var place = Place.in(order.run(), whole.suite());
            var folder = Files.createTempDirectory("holdfast-shard-");
            try {
                return make(tenant, order, part, place, folder.resolve("journal.jsonl"));
            } finally {
                Files.deleteIfExists(folder.resolve("journal.jsonl"));
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Ending make(Tenant tenant, Order order, PactFile part, Place place, Path path) throws IOException {
        var plan = plan(order, part);
        var secrets = desk.reach().of(order.due().organisation(), part.folder());
        Files.writeString(path, text(plan, made(tenant, order, part)));
        try (var target = new Targets(secrets, clock, desk.reach().guard()).open(part);
                var journal = Journal.resume(path, plan, part.suite());
                var recorder = new Recorder(
                        database,
                        tenant,
                        books.observations(),
                        place,
                        seen -> desk.tally().replayed(order.due(), part, seen));
                var runner = new SuiteRunner(
                        target,
                        part.pact().agent().limits(),
                        SuiteRunner.GRACE,
                        clock,
                        plan.run().hashCode())) {
            desk.rates().of(order.due().organisation(), part.pact().agent()).ifPresent(runner::share);
            desk.runners().begin(runner);
            try {
                return runner.run(part.suite(), journal, recorder, purse(tenant, order, part));
            } finally {
                desk.runners().end(runner);
            }
        }
    }

    /// The due run's plan, for the tasks of the shard.
    private RunPlan plan(Order order, PactFile part) {
        var whole = RunFile.parse("plan", order.due().plan() + "\n")
                .runs()
                .getFirst()
                .plan()
                .orElseThrow();
        return Plans.of(
                part,
                whole.repeats(),
                order.run().name(),
                whole.at(),
                desk.identity().version());
    }

    /// A control's run has no plan of its own until it is kept, so there is nothing of it before its first answer.
    private List<Observation> made(Tenant tenant, Order order, PactFile part) {
        var tasks = part.suite().byId().keySet();
        var run = order.run();
        var lines = database.read(tenant, connection -> books.observations().text(connection, run));
        return lines.isBlank()
                ? List.of()
                : RunFile.parse("run " + run.name(), lines).runs().getFirst().observations().stream()
                        .filter(seen -> tasks.contains(seen.task()))
                        .toList();
    }

    private static String text(RunPlan plan, List<Observation> made) {
        return Stream.concat(Stream.of(RunFile.line(plan)), made.stream().map(seen -> RunFile.line(plan.run(), seen)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private Purse purse(Tenant tenant, Order order, PactFile part) {
        var spend = part.pact().watch().spend();
        return database.read(
                tenant,
                connection -> books.spent()
                        .purse(connection, order.due(), spend, desk.stamps().now()));
    }

    /// Returns whether there is nothing more to do: not where the node is stopping.
    private boolean end(Tenant tenant, Order order, Ending ending) {
        if (ending instanceof Ending.Stopped) {
            return false;
        }
        if (ending instanceof Ending.BudgetSpent(var reason)) {
            hands.deadLetters().add(tenant, order.due().id(), "stopped, for the money: " + reason);
            return true;
        }
        database.write(tenant, connection -> {
            var last = books.shards()
                    .end(connection, order.due().id(), order.shard().number());
            return last ? books.rows().update(order.due().closing()) : order.due();
        });
        goOn(tenant, order.due().id());
        return true;
    }

    /// What is next may not have been remembered, where a node died.
    private void goOn(Tenant tenant, UUID due) {
        database.read(tenant, _ -> books.rows().findById(due))
                .filter(row -> row.state().equals(DueRun.CLOSING))
                .ifPresent(hands.timetable()::close);
    }
}
