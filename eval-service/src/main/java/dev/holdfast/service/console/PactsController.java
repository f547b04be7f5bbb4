package dev.holdfast.service.console;

import dev.holdfast.service.bundle.Bundle;
import dev.holdfast.service.console.look.Shelf;
import dev.holdfast.service.console.page.DifferencePage;
import dev.holdfast.service.console.page.Frame.Section;
import dev.holdfast.service.console.page.PactPage;
import dev.holdfast.service.console.page.PactsPage;
import dev.holdfast.service.console.page.PlanPart;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.evaluation.Publishing;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.schedule.DueRuns;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.security.Session;
import dev.holdfast.service.store.PactVersion;
import dev.holdfast.service.store.PactVersions;
import dev.holdfast.service.store.Pacts;
import dev.holdfast.service.store.Project;
import dev.holdfast.service.store.Projects;
import dev.holdfast.service.store.StoredPact;
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
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Pacts: read, written and certified.
@Hidden
@Controller("/console/pacts")
@ExecuteOn(TaskExecutors.BLOCKING)
final class PactsController {
    private static final int PRIORITY = 5;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private final Database database;
    private final Books books;
    private final Publishing publishing;
    private final DueRuns dueRuns;
    private final Planning planning;
    private final Screens screens;

    /// What is read.
    @Singleton
    record Books(
            Shelf shelf, Pacts pacts, PactVersions versions, Projects projects, AgentsController.Clockwork clockwork) {}

    /// What is done with a pact.
    @Singleton
    record Hands(Publishing publishing, DueRuns dueRuns, Planning planning) {}

    PactsController(Database database, Books books, Hands hands, Screens screens) {
        this.database = database;
        this.books = books;
        this.publishing = hands.publishing();
        this.dueRuns = hands.dueRuns();
        this.planning = hands.planning();
        this.screens = screens;
    }

    @Get(produces = MediaType.TEXT_HTML)
    @Secured(Scope.READ)
    String list(Session session) {
        var pacts = database.read(session.principal().tenant(), books.shelf()::pacts);
        var page = PactsPage.of(pacts, may(session, Scope.PACT_WRITE), now());
        return screens.show(session, new Screens.Place(Section.PACTS, "Pacts"), "pacts", page);
    }

    @Get(value = "/{id}", produces = MediaType.TEXT_HTML)
    @Secured(Scope.READ)
    String show(Session session, UUID id) {
        var page = PactPage.of(known(session.principal(), id), now());
        return screens.show(session, new Screens.Place(Section.PACTS, page.name()), "pact", page);
    }

    /// What a version changed.
    @Get(value = "/{id}/versions/{number}", produces = MediaType.TEXT_HTML)
    @Secured(Scope.READ)
    String difference(Session session, UUID id, int number) {
        var principal = session.principal();
        var before = version(principal, id, number - 1);
        var after = version(principal, id, number);
        var page = DifferencePage.of(
                id.toString(),
                find(principal, id).name(),
                number,
                publishing.difference(principal, before, after),
                new DifferencePage.Sources(
                        source(publishing.files(principal, before.id())),
                        source(publishing.files(principal, after.id()))));
        return screens.show(session, new Screens.Place(Section.PACTS, page.name()), "difference", page);
    }

    /// Where a new one is written.
    @Get(value = "/new", produces = MediaType.TEXT_HTML)
    @Secured(Scope.PACT_WRITE)
    String begin(Session session) {
        var projects = database.read(
                session.principal().tenant(), _ -> books.projects().page(LAST, new UUID(-1, -1), 200));
        return screens.show(session, new Screens.Place(Section.PACTS, "New pact"), "newPact", projects);
    }

    @Post(value = "/new/lint", consumes = MediaType.APPLICATION_FORM_URLENCODED, produces = MediaType.TEXT_HTML)
    @Secured(Scope.READ)
    String lintNew(Session session, @Body Map<String, String> fields) {
        var bundle = Drafts.begun(Form.of(session, fields));
        return screens.render("lint", Map.of("lint", Drafts.lint(bundle)));
    }

    @Post(value = "/new", consumes = MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(Scope.PACT_WRITE)
    HttpResponse<?> publishNew(Session session, @Body Map<String, String> fields) {
        var form = Form.of(session, fields);
        var project = projects(session.principal(), form.text("project"));
        return published(session.principal(), new Publishing.Shelf(project, Optional.empty()), Drafts.begun(form));
    }

    /// Says everything that is wrong with a source while it is written.
    @Post(value = "/{id}/lint", consumes = MediaType.APPLICATION_FORM_URLENCODED, produces = MediaType.TEXT_HTML)
    @Secured(Scope.READ)
    String lint(Session session, UUID id, @Body Map<String, String> fields) {
        var form = Form.of(session, fields);
        var bundle = Drafts.edited(newest(session.principal(), id), form.text("source"));
        return screens.render("lint", Map.of("lint", Drafts.lint(bundle)));
    }

    /// Keeps a source as a new version.
    @Post(value = "/{id}/versions", consumes = MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(Scope.PACT_WRITE)
    HttpResponse<?> publish(Session session, UUID id, @Body Map<String, String> fields) {
        var form = Form.of(session, fields);
        var pact = find(session.principal(), id);
        return published(
                session.principal(),
                new Publishing.Shelf(pact.project(), Optional.ofNullable(pact.agent())),
                Drafts.edited(newest(session.principal(), id), form.text("source")));
    }

    /// Says what it can detect, how soon and at what cost. That changes nothing, and takes the processor for a while.
    @Post(value = "/{id}/plan", consumes = MediaType.APPLICATION_FORM_URLENCODED, produces = MediaType.TEXT_HTML)
    @Secured(Scope.READ)
    String plan(Session session, UUID id, @Body Map<String, String> fields) {
        var _ = Form.of(session, fields);
        try (var open = newest(session.principal(), id).open()) {
            var planned = planning.plan(session.principal().tenant(), id, open.read());
            return screens.render("plan", Map.of("plan", PlanPart.of(planned)));
        }
    }

    /// Has it run now.
    @Post(value = "/{id}/runs", consumes = MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(Scope.RUN_WRITE)
    HttpResponse<?> run(Session session, UUID id, @Body Map<String, String> fields) {
        var _ = Form.of(session, fields);
        dueRuns.demand(session.principal(), find(session.principal(), id).id(), PRIORITY);
        return to(id);
    }

    private HttpResponse<?> published(Principal principal, Publishing.Shelf shelf, Bundle bundle) {
        var version = publishing.publish(principal, shelf, bundle);
        dueRuns.follow(principal.tenant(), version.pact());
        return to(version.pact());
    }

    private PactPage.Known known(Principal principal, UUID id) {
        var pact = find(principal, id);
        var bundle = newest(principal, id);
        try (var open = bundle.open()) {
            var file = open.read();
            var next = books.clockwork().timetable().next(id);
            return database.read(
                    principal.tenant(),
                    connection -> new PactPage.Known(
                            id,
                            books.projects()
                                    .findById(pact.project())
                                    .map(Project::name)
                                    .orElse(""),
                            file,
                            bundle.files(),
                            books.versions().findByPactOrderByNumber(id).reversed(),
                            books.shelf().baselines(connection, id),
                            books.shelf().runs(connection, id),
                            next,
                            rights(principal)));
        }
    }

    private static PactPage.Rights rights(Principal principal) {
        var scopes = principal.scopes();
        return new PactPage.Rights(
                scopes.contains(Scope.PACT_WRITE),
                scopes.contains(Scope.RUN_WRITE),
                scopes.contains(Scope.BASELINE_PROPOSE),
                scopes.contains(Scope.BASELINE_CERTIFY),
                principal.member());
    }

    private UUID projects(Principal principal, String id) {
        return database.read(principal.tenant(), _ -> books.projects().findById(UUID.fromString(id)))
                .map(Project::id)
                .orElseThrow(() -> RefusedException.missing("project", id));
    }

    private StoredPact find(Principal principal, UUID id) {
        return database.read(principal.tenant(), _ -> books.pacts().findById(id))
                .orElseThrow(() -> RefusedException.missing("pact", id));
    }

    private Bundle newest(Principal principal, UUID id) {
        var version = database.read(principal.tenant(), _ -> books.versions().findFirstByPactOrderByNumberDesc(id))
                .orElseThrow(() -> RefusedException.missing("pact", id));
        return publishing.files(principal, version.id());
    }

    private PactVersion version(Principal principal, UUID id, int number) {
        return database.read(principal.tenant(), _ -> books.versions().findByPactAndNumber(id, number))
                .orElseThrow(() -> RefusedException.missing("version", number));
    }

    private static String source(Bundle bundle) {
        return String.valueOf(bundle.files().get(bundle.entry()));
    }

    private Instant now() {
        return books.clockwork().stamps().now();
    }

    private static boolean may(Session session, String scope) {
        return session.principal().scopes().contains(scope);
    }

    private static HttpResponse<?> to(UUID pact) {
        return HttpResponse.seeOther(URI.create("/console/pacts/" + pact));
    }
}
