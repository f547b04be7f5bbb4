package dev.holdfast.service.api;

import dev.holdfast.service.audit.Event;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.AuditSettings;
import dev.holdfast.service.audit.log.Checkpoints;
import dev.holdfast.service.audit.log.Exporter;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.merkle.Consistency;
import dev.holdfast.service.merkle.Inclusion;
import dev.holdfast.service.merkle.MerkleTree;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// The audit log of the organisation.
@Controller("/v1/audit")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AuditController {
    private static final int MOST = 1_000;
    private static final MediaType JSON_LINES = MediaType.of("application/jsonl");

    private final Database database;
    private final AuditLog log;
    private final Checkpoints checkpoints;
    private final Exporter exporter;
    private final AuditSettings settings;

    AuditController(
            Database database, AuditLog log, Checkpoints checkpoints, Exporter exporter, AuditSettings settings) {
        this.database = database;
        this.log = log;
        this.checkpoints = checkpoints;
        this.exporter = exporter;
        this.settings = settings;
    }

    /// Events in the order in which they happened.
    @Get
    @Secured(Scope.AUDIT_READ)
    Page<Event> list(
            Principal principal,
            @QueryValue(defaultValue = "0") long cursor,
            @QueryValue(defaultValue = "100") int limit) {
        refuseProjects(principal);
        refuse(limit < 1 || limit > MOST, "a page holds 1 to " + MOST + " events");
        refuse(cursor < 0, "that cursor was not given out here");
        var events = database.read(
                principal.tenant(), connection -> log.events(connection, principal.organisation(), cursor, limit + 1));
        return events.size() <= limit
                ? Page.all(events)
                : new Page<>(events.subList(0, limit), Optional.of(Long.toString(cursor + limit)));
    }

    /// How far the log has come, signed.
    @Get("/checkpoint")
    @Produces(MediaType.TEXT_PLAIN)
    @Secured(Scope.AUDIT_READ)
    String checkpoint(Principal principal) {
        refuseProjects(principal);
        return database.write(principal.tenant(), connection -> checkpoints.sign(connection, principal.organisation()))
                .map(Checkpoints.Signed::note)
                .orElseThrow(() -> RefusedException.missing("checkpoint of", principal.organisation()));
    }

    /// The public key that checkpoints are signed with, in PEM.
    @Get("/key")
    @Produces(MediaType.TEXT_PLAIN)
    @Secured(Scope.AUDIT_READ)
    String key() {
        return settings.key().publicKey().pem();
    }

    /// That a leaf is in the tree of a size.
    @Get("/proof/inclusion")
    @Secured(Scope.AUDIT_READ)
    Inclusion inclusion(Principal principal, @QueryValue long leaf, @QueryValue long size) {
        return proof(principal, size, () -> leaf >= 0 && leaf < size, tree -> tree.inclusion(leaf));
    }

    /// That the tree of a size begins with the tree of a smaller one.
    @Get("/proof/consistency")
    @Secured(Scope.AUDIT_READ)
    Consistency consistency(Principal principal, @QueryValue long from, @QueryValue long to) {
        return proof(principal, to, () -> from >= 0 && from <= to, tree -> tree.consistency(from));
    }

    /// A bundle, to be checked offline.
    @Get("/export")
    @Secured(Scope.AUDIT_READ)
    StreamedFile export(
            Principal principal, @QueryValue(defaultValue = "0") long first, @QueryValue Optional<Long> since)
            throws IOException {
        refuseProjects(principal);
        refuse(first < 0 || since.filter(size -> size < 0).isPresent(), "leaves are counted from 0");
        var file = Files.createTempFile("holdfast-audit-", ".jsonl");
        try (var out = Files.newBufferedWriter(file)) {
            exporter.write(principal.organisation(), first, since, out);
        }
        return new StreamedFile(Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE), JSON_LINES);
    }

    private <T> T proof(Principal principal, long size, BooleanSupplier possible, Function<MerkleTree, T> prove) {
        refuseProjects(principal);
        return database.read(principal.tenant(), connection -> {
            var leaves = AuditLog.size(connection, principal.organisation());
            refuse(size > leaves || !possible.getAsBoolean(), "the log has " + leaves + " leaves");
            return prove.apply(log.tree(connection, principal.organisation(), size));
        });
    }

    /// A log is one: part of it cannot be shown to be a project's.
    private static void refuseProjects(Principal principal) {
        if (principal.project().isPresent()) {
            throw new RefusedException(
                    RefusedException.Kind.FORBIDDEN,
                    "project_token",
                    "a token of one project does not read the audit log");
        }
    }

    private static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new RefusedException(RefusedException.Kind.UNFIT, "out_of_range", why);
        }
    }
}
