package dev.holdfast.service.console;

import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.console.look.Fleet;
import dev.holdfast.service.console.look.StatusPages;
import dev.holdfast.service.console.page.StatusPage;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import dev.holdfast.service.respond.Respond;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.security.Session;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// What customers may see of the agents, at an address that nobody can guess.
@Hidden
@Controller("/console")
@ExecuteOn(TaskExecutors.BLOCKING)
final class StatusController {
    private static final int LONGEST_TITLE = 100;
    /// However many look, the database is asked once in that time.
    private static final Duration FRESH = Duration.ofSeconds(20);

    private final Database database;
    private final Books books;
    private final Screens screens;
    private final Registrar registrar;
    private final Map<String, Made> made = new ConcurrentHashMap<>();

    /// What is read.
    @Singleton
    record Books(StatusPages pages, Fleet fleet, Respond respond) {}

    private record Made(String html, Instant at) {}

    StatusController(Database database, Books books, Screens screens, Registrar registrar) {
        this.database = database;
        this.books = books;
        this.screens = screens;
        this.registrar = registrar;
    }

    @Get(value = "/status/{address}", produces = MediaType.TEXT_HTML)
    @Secured(SecurityRule.IS_ANONYMOUS)
    HttpResponse<String> show(String address) {
        var open = database.anonymous(connection -> books.pages().find(connection, address))
                .orElseThrow(() -> RefusedException.missing("page", "here"));
        return HttpResponse.ok(html(open))
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=" + FRESH.toSeconds())
                .header("X-Robots-Tag", "noindex");
    }

    private String html(StatusPages.Open open) {
        var now = registrar.stamps().now();
        var old = made.get(open.address());
        if (old != null && old.at().plus(FRESH).isAfter(now)) {
            return old.html();
        }
        var page = new Made(render(open, now), now);
        made.put(open.address(), page);
        return page.html();
    }

    /// Opens one to whoever gets its address.
    @Post(value = "/status-pages", consumes = MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(Scope.MEMBER_WRITE)
    HttpResponse<?> open(Session session, @Body Map<String, String> fields) {
        var form = Form.of(session, fields);
        var title = form.text("title");
        if (title.length() > LONGEST_TITLE) {
            throw new RefusedException(
                    Kind.UNFIT, "long_title", "a title has at most " + LONGEST_TITLE + " characters");
        }
        var principal = session.principal();
        refuseBound(session);
        // 122 random bits
        var address = UUID.randomUUID().toString();
        var born = registrar.stamps().next();
        database.write(principal.tenant(), connection -> {
            books.pages().open(connection, principal.organisation(), born, address, title);
            return registrar
                    .log()
                    .record(
                            connection,
                            principal.organisation(),
                            principal.actor(),
                            Deed.created("status_page", born.id(), Map.of("title", title)));
        });
        return HttpResponse.seeOther(URI.create("/console/admin#status"));
    }

    @Post(value = "/status-pages/{id}/close", consumes = MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(Scope.MEMBER_WRITE)
    HttpResponse<?> close(Session session, UUID id, @Body Map<String, String> fields) {
        var form = Form.of(session, fields);
        var principal = session.principal();
        refuseBound(session);
        database.write(principal.tenant(), connection -> {
            if (!books.pages().close(connection, id, registrar.stamps().now())) {
                throw RefusedException.missing("status page", id);
            }
            return registrar
                    .log()
                    .record(
                            connection,
                            principal.organisation(),
                            principal.actor(),
                            Deed.done("status_page", id, "closed").because(Optional.of(form.reason())));
        });
        return HttpResponse.seeOther(URI.create("/console/admin#status"));
    }

    private static void refuseBound(Session session) {
        if (session.principal().project().isPresent()) {
            throw new RefusedException(
                    Kind.FORBIDDEN, "project_token", "a token of one project does not show an organisation to others");
        }
    }

    private String render(StatusPages.Open open, Instant now) {
        var tenant = Tenant.of(open.organisation());
        var incidents = books.respond().incidents(tenant).stream()
                .filter(Incident::isOpen)
                .toList();
        var page = StatusPage.of(open.title(), database.read(tenant, books.fleet()::all), incidents, now);
        return screens.render("status", Map.of("sources", screens.sources(), "page", page));
    }
}
