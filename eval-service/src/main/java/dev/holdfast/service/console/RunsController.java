package dev.holdfast.service.console;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.Nearest;
import dev.holdfast.service.console.look.Replays;
import dev.holdfast.service.console.look.Transcribed;
import dev.holdfast.service.console.page.Frame.Section;
import dev.holdfast.service.console.page.RunPage;
import dev.holdfast.service.console.page.TaskPage;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.security.Session;
import dev.holdfast.service.store.Evaluations;
import dev.holdfast.service.store.Pacts;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredEvaluation;
import dev.holdfast.service.store.StoredRun;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One run, and one task of it.
@Hidden
@Controller("/console")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RunsController {
    private static final int PAGE = 25;

    private final Database database;
    private final Books books;
    private final Tasks tasks;
    private final Stamps stamps;
    private final Screens screens;

    /// What is read.
    @Singleton
    record Books(Runs runs, Pacts pacts, Evaluations evaluations, Replays replays, Transcribed transcribed) {}

    RunsController(Database database, Books books, Tasks tasks, Stamps stamps, Screens screens) {
        this.database = database;
        this.books = books;
        this.tasks = tasks;
        this.stamps = stamps;
        this.screens = screens;
    }

    @Get(value = "/runs/{id}", produces = MediaType.TEXT_HTML)
    @Secured(Scope.READ)
    String show(Session session, UUID id) {
        var tenant = session.principal().tenant();
        var page = RunPage.of(known(tenant, id), listing(tenant, id, wanted("", "", -1)), stamps.now());
        return screens.show(session, new Screens.Place(Section.AGENTS, "Run " + page.name()), "run", page);
    }

    /// A page of its replays.
    @Get(value = "/runs/{id}/replays", produces = MediaType.TEXT_HTML)
    @Secured(Scope.READ)
    String replays(
            Session session,
            UUID id,
            @QueryValue(defaultValue = "") String show,
            @QueryValue(defaultValue = "") String text,
            @QueryValue(defaultValue = "-1") int after) {
        var listing = listing(session.principal().tenant(), id, wanted(show, text, after));
        return screens.render("replays", Map.of("listing", listing));
    }

    /// Everything that was seen of one task. Its name stands in the query, since it may be any text.
    @Get(value = "/runs/{id}/task", produces = MediaType.TEXT_HTML)
    @Secured(Scope.READ)
    String task(Session session, UUID id, @QueryValue String name) {
        var tenant = session.principal().tenant();
        var run = database.read(tenant, _ -> find(id));
        var page = TaskPage.of(tasks.known(tenant, run, name), kept(session, run, name));
        return screens.show(session, new Screens.Place(Section.AGENTS, "Task " + page.task()), "task", page);
    }

    private List<Transcribed.Kept> kept(Session session, StoredRun run, String task) {
        var principal = session.principal();
        return principal.scopes().contains(Scope.TRANSCRIPT_READ)
                ? database.read(
                        principal.tenant(), connection -> books.transcribed().of(connection, run, task))
                : List.of();
    }

    /// Leads to the run of an evaluation, which messages know by the name that it calls itself.
    @Get("/evaluations/{id}")
    @Secured(Scope.READ)
    HttpResponse<?> evaluation(Session session, String id) {
        var evaluation = database.read(
                session.principal().tenant(),
                _ -> uuid(id).flatMap(books.evaluations()::findById)
                        .or(() -> books.evaluations().findFirstByName(id))
                        .orElseThrow(() -> RefusedException.missing("evaluation", id)));
        return HttpResponse.seeOther(URI.create("/console/runs/" + evaluation.run()));
    }

    private RunPage.Known known(Tenant tenant, UUID id) {
        return database.read(tenant, _ -> {
            var run = find(id);
            var pact = books.pacts().findById(run.pact()).orElseThrow();
            return new RunPage.Known(
                    run,
                    pact.name(),
                    Optional.ofNullable(pact.agent()).orElse(pact.id()),
                    books.evaluations()
                            .findFirstByRun(id)
                            .map(StoredEvaluation::document)
                            .map(document -> Json.read("evaluation", document, Evaluation.class)));
        });
    }

    private RunPage.Listing listing(Tenant tenant, UUID id, Replays.Wanted wanted) {
        return database.read(
                tenant,
                connection -> RunPage.Listing.of(id, wanted, books.replays().page(connection, find(id), wanted)));
    }

    private StoredRun find(UUID id) {
        return books.runs().findById(id).orElseThrow(() -> RefusedException.missing("run", id));
    }

    private static Replays.Wanted wanted(String show, String text, int after) {
        var which = Arrays.stream(Replays.Show.values())
                .filter(each -> name(each).equals(show.isEmpty() ? name(Replays.Show.ALL) : show))
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        RefusedException.Kind.UNFIT,
                        "show",
                        "there is no “" + show + "”"
                                + Nearest.hint(
                                        show,
                                        Arrays.stream(Replays.Show.values())
                                                .map(RunsController::name)
                                                .toList())));
        return new Replays.Wanted(which, text.strip(), after, PAGE + 1);
    }

    private static String name(Replays.Show show) {
        return show.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
