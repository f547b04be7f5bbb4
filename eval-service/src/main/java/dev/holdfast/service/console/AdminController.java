package dev.holdfast.service.console;

import dev.holdfast.service.audit.Event;
import dev.holdfast.service.audit.LogBundleVerifier;
import dev.holdfast.service.audit.Verification;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.AuditSettings;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Exporter;
import dev.holdfast.service.console.look.Fleet;
import dev.holdfast.service.console.look.Shelf;
import dev.holdfast.service.console.look.StatusPages;
import dev.holdfast.service.console.look.Undelivered;
import dev.holdfast.service.console.page.AdminPage;
import dev.holdfast.service.console.page.Frame.Section;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.respond.Respond;
import dev.holdfast.service.respond.Switchboard;
import dev.holdfast.service.schedule.Coverage;
import dev.holdfast.service.security.Member;
import dev.holdfast.service.security.Members;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.security.Session;
import dev.holdfast.service.security.Token;
import dev.holdfast.service.security.Tokens;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What whoever answers for an organisation looks at: coverage, silences, messages that went astray, tokens, the log.
@Hidden
@Controller("/console/admin")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AdminController {
    private static final Duration LOOKED_BACK = Duration.ofDays(30);
    private static final int EVENTS = 40;
    private static final int ROWS = 200;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
    private static final UUID FIRST = new UUID(-1, -1);

    private final Database database;
    private final Books books;
    private final Ledger ledger;
    private final Standing standing;
    private final Stamps stamps;
    private final Screens screens;

    /// What is read.
    @Singleton
    record Books(
            Coverage coverage, Undelivered undelivered, Shelf shelf, Members members, Tokens tokens, Respond respond) {}

    /// What stands, and is shown as it is.
    @Singleton
    record Standing(Fleet fleet, Switchboard switchboard, StatusPages pages) {}

    /// The audit log, and what proves it.
    @Singleton
    record Ledger(AuditLog log, Exporter exporter, AuditSettings settings, Stamps stamps) {}

    AdminController(Database database, Books books, Ledger ledger, Standing standing, Screens screens) {
        this.database = database;
        this.books = books;
        this.ledger = ledger;
        this.standing = standing;
        this.stamps = ledger.stamps();
        this.screens = screens;
    }

    @Get(produces = MediaType.TEXT_HTML)
    @Secured(Scope.READ)
    String show(Session session) {
        var principal = session.principal();
        var now = stamps.now();
        var whole = principal.project().isEmpty();
        var known = new AdminPage.Known(
                books.coverage().between(principal.tenant(), now.minus(LOOKED_BACK), now),
                books.respond().silences(principal.tenant()),
                database.read(principal.tenant(), books.undelivered()::all),
                may(principal, Scope.TOKEN_WRITE) ? Optional.of(tokens(principal)) : Optional.empty(),
                whole && may(principal, Scope.AUDIT_READ) ? Optional.of(events(principal)) : Optional.empty(),
                names(principal),
                standing(principal),
                new AdminPage.Rights(
                        may(principal, Scope.INCIDENT_WRITE), whole && may(principal, Scope.MEMBER_WRITE)));
        return screens.show(session, new Screens.Place(Section.ADMIN, "Admin"), "admin", AdminPage.of(known, now));
    }

    /// Takes the log out and checks it, as whoever takes it away does.
    @Get(value = "/verification", produces = MediaType.TEXT_HTML)
    @Secured(Scope.AUDIT_READ)
    String verify(Session session) throws IOException {
        var principal = session.principal();
        if (principal.project().isPresent()) {
            throw new RefusedException(
                    RefusedException.Kind.FORBIDDEN,
                    "project_token",
                    "a token of one project does not read the audit log");
        }
        return screens.render("verified", Map.of("verified", AdminPage.Verified.of(verified(principal))));
    }

    @Post(value = "/tokens/{id}/revoke", consumes = MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(Scope.TOKEN_WRITE)
    HttpResponse<?> revoke(Session session, UUID id, @Body Map<String, String> fields) {
        var form = Form.of(session, fields);
        var principal = session.principal();
        database.write(principal.tenant(), connection -> {
            if (books.tokens().revoke(id, stamps.now()) == 0) {
                throw RefusedException.missing("token", id);
            }
            return ledger.log()
                    .record(
                            connection,
                            principal.organisation(),
                            principal.actor(),
                            Deed.done("token", id, "revoked").because(Optional.of(form.reason())));
        });
        return HttpResponse.seeOther(URI.create("/console/admin"));
    }

    private Verification verified(Principal principal) throws IOException {
        var file = Files.createTempFile("holdfast-audit-", ".jsonl");
        try {
            try (var out = Files.newBufferedWriter(file)) {
                ledger.exporter().write(principal.organisation(), 0, Optional.empty(), out);
            }
            try (var in = Files.newInputStream(file)) {
                var key = ledger.settings().key().publicKey();
                return new LogBundleVerifier(List.of(key), List.of()).verify("the log", in);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private List<Token> tokens(Principal principal) {
        return database.read(principal.tenant(), _ -> books.tokens().page(LAST, FIRST, ROWS));
    }

    private List<Event> events(Principal principal) {
        return database.read(principal.tenant(), connection -> {
            var size = AuditLog.size(connection, principal.organisation());
            return ledger.log().events(connection, principal.organisation(), Math.max(0, size - EVENTS), EVENTS);
        });
    }

    /// Of members and pacts.
    private Map<UUID, String> names(Principal principal) {
        return database.read(principal.tenant(), connection -> {
            var names = new HashMap<UUID, String>();
            for (Member member : books.members().page(LAST, FIRST, ROWS)) {
                names.put(member.id(), member.name());
            }
            for (var pact : books.shelf().pacts(connection)) {
                names.put(pact.id(), pact.name());
            }
            return names;
        });
    }

    /// What a token of one project may see of it.
    private AdminPage.Standing standing(Principal principal) {
        var whole = principal.project().isEmpty();
        return database.read(
                principal.tenant(),
                connection -> new AdminPage.Standing(
                        books.members().page(LAST, FIRST, ROWS),
                        standing.fleet().all(connection),
                        whole
                                ? standing.switchboard()
                                        .of(principal.organisation())
                                        .routes()
                                : List.of(),
                        whole ? standing.pages().all(connection) : List.of()));
    }

    private static boolean may(Principal principal, String scope) {
        return principal.scopes().contains(scope);
    }
}
