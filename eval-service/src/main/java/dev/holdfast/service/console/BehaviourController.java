package dev.holdfast.service.console;

import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.console.look.Fleet;
import dev.holdfast.service.console.look.PastRuns;
import dev.holdfast.service.console.look.Watched;
import dev.holdfast.service.console.page.AgentPage;
import dev.holdfast.service.console.page.Frame.Section;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.respond.Acting;
import dev.holdfast.service.respond.Respond;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.security.Session;
import dev.holdfast.service.store.Agent;
import dev.holdfast.service.store.Agents;
import dev.holdfast.service.store.Evaluations;
import dev.holdfast.service.store.StoredEvaluation;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One agent, by its own id, or by that of a pact that names none.
@Hidden
@Controller("/console/agents/{id}")
@ExecuteOn(TaskExecutors.BLOCKING)
final class BehaviourController {
    private final Database database;
    private final Books books;
    private final Respond respond;
    private final AgentsController.Clockwork clockwork;
    private final Screens screens;

    /// What is read.
    @Singleton
    record Books(Fleet fleet, PastRuns runs, Chronicle chronicle, Agents agents, Evaluations evaluations) {}

    BehaviourController(
            Database database, Books books, Respond respond, AgentsController.Clockwork clockwork, Screens screens) {
        this.database = database;
        this.books = books;
        this.respond = respond;
        this.clockwork = clockwork;
        this.screens = screens;
    }

    @Get(produces = MediaType.TEXT_HTML)
    @Secured(Scope.READ)
    String show(Session session, UUID id) {
        var tenant = session.principal().tenant();
        var fleet = fleet(tenant, id);
        var incidents = incidents(tenant, fleet);
        var known = new AgentPage.Known(
                database.read(tenant, _ -> books.agents().findById(id))
                        .map(Agent::about)
                        .orElse(""),
                materials(tenant, fleet),
                incidents,
                clockwork.next(fleet),
                newest(tenant, fleet));
        var timeline = books.chronicle().page(Acting.of(session.principal()), id, incidents, Optional.empty());
        var page = AgentPage.of(known, timeline, clockwork.stamps().now());
        return screens.show(
                session, new Screens.Place(Section.AGENTS, page.row().name()), "agent", page);
    }

    /// What happened before.
    @Get(value = "/timeline", produces = MediaType.TEXT_HTML)
    @Secured(Scope.READ)
    String older(Session session, UUID id, String before) {
        var tenant = session.principal().tenant();
        var incidents = incidents(tenant, fleet(tenant, id));
        var timeline = books.chronicle().page(Acting.of(session.principal()), id, incidents, Optional.of(before));
        return screens.render("timeline", Map.of("agent", id.toString(), "timeline", timeline));
    }

    private List<Incident> incidents(Tenant tenant, List<Watched> fleet) {
        return respond.incidents(tenant).stream()
                .filter(incident -> fleet.stream().anyMatch(watched -> watched.isOf(incident)))
                .toList();
    }

    private List<Watched> fleet(Tenant tenant, UUID id) {
        var fleet = database.read(tenant, books.fleet()::all).stream()
                .filter(watched -> watched.id().equals(id))
                .toList();
        if (fleet.isEmpty()) {
            throw RefusedException.missing("agent", id);
        }
        return fleet;
    }

    private List<AgentPage.Material> materials(Tenant tenant, List<Watched> fleet) {
        return database.read(tenant, connection -> {
            var materials = new ArrayList<AgentPage.Material>();
            for (var watched : fleet) {
                materials.add(material(connection, watched));
            }
            return materials;
        });
    }

    private AgentPage.Material material(java.sql.Connection connection, Watched watched) throws SQLException {
        var pact = watched.pact();
        return pact.isEmpty()
                ? new AgentPage.Material(watched, List.of(), List.of(), List.of())
                : new AgentPage.Material(
                        watched,
                        books.runs().points(connection, pact.get()),
                        books.runs().alarms(connection, pact.get()),
                        books.runs().taken(connection, pact.get()));
    }

    private Optional<Evaluation> newest(Tenant tenant, List<Watched> fleet) {
        return fleet.stream()
                .flatMap(watched -> watched.judged().stream())
                .max(Comparator.comparing(Watched.Judged::at))
                .flatMap(
                        judged -> database.read(tenant, _ -> books.evaluations().findById(judged.id())))
                .map(StoredEvaluation::document)
                .map(document -> Json.read("evaluation", document, Evaluation.class));
    }
}
