package dev.holdfast.service.console;

import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.service.console.look.Fleet;
import dev.holdfast.service.console.look.Watched;
import dev.holdfast.service.console.page.AgentsPage;
import dev.holdfast.service.console.page.Frame.Section;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.respond.Respond;
import dev.holdfast.service.schedule.Timetable;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.security.Session;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Every agent, and how it is.
@Hidden
@Controller("/console/agents")
@ExecuteOn(TaskExecutors.BLOCKING)
final class AgentsController {
    private final Database database;
    private final Fleet fleet;
    private final Respond respond;
    private final Clockwork clockwork;
    private final Screens screens;

    /// When things are due, and what time it is.
    @jakarta.inject.Singleton
    record Clockwork(Timetable timetable, Stamps stamps) {
        /// When runs of each pact are due, as far as they are.
        Map<UUID, Instant> next(List<Watched> all) {
            var next = new HashMap<UUID, Instant>();
            all.stream()
                    .flatMap(watched -> watched.pact().stream())
                    .forEach(pact -> timetable.next(pact).ifPresent(at -> next.put(pact, at)));
            return next;
        }
    }

    AgentsController(Database database, Fleet fleet, Respond respond, Clockwork clockwork, Screens screens) {
        this.database = database;
        this.fleet = fleet;
        this.respond = respond;
        this.clockwork = clockwork;
        this.screens = screens;
    }

    @Get(produces = MediaType.TEXT_HTML)
    @Secured(Scope.READ)
    String list(Session session) {
        var tenant = session.principal().tenant();
        var all = database.read(tenant, fleet::all);
        var open = respond.incidents(tenant).stream().filter(Incident::isOpen).toList();
        var page =
                AgentsPage.of(all, open, clockwork.next(all), clockwork.stamps().now());
        return screens.show(session, new Screens.Place(Section.AGENTS, "Agents"), "agents", page);
    }
}
