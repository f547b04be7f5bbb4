package dev.holdfast.service.console;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.ActionPolicy;
import dev.holdfast.alerting.action.Approval;
import dev.holdfast.alerting.action.State;
import dev.holdfast.alerting.incident.Decision;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.notify.Silence;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.service.console.page.Frame.Section;
import dev.holdfast.service.console.page.IncidentPage;
import dev.holdfast.service.console.page.IncidentsPage;
import dev.holdfast.service.console.page.ProspectPart;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import dev.holdfast.service.respond.Acting;
import dev.holdfast.service.respond.Actions;
import dev.holdfast.service.respond.Asked;
import dev.holdfast.service.respond.Respond;
import dev.holdfast.service.respond.Switchboard;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.security.Session;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/// Incidents, and what a person does about them.
@Hidden
@Controller("/console/incidents")
@ExecuteOn(TaskExecutors.BLOCKING)
final class IncidentsController {
    private final Respond respond;
    private final Actions actions;
    private final Switchboard switchboard;
    private final Stamps stamps;
    private final Screens screens;

    /// What is decided and done about incidents.
    @Singleton
    record Response(Respond respond, Actions actions, Switchboard switchboard) {}

    IncidentsController(Response response, Stamps stamps, Screens screens) {
        this.respond = response.respond();
        this.actions = response.actions();
        this.switchboard = response.switchboard();
        this.stamps = stamps;
        this.screens = screens;
    }

    @Get(produces = MediaType.TEXT_HTML)
    @Secured(Scope.READ)
    String list(Session session) {
        var page = IncidentsPage.of(respond.incidents(session.principal().tenant()), stamps.now());
        return screens.show(session, new Screens.Place(Section.INCIDENTS, "Incidents"), "incidents", page);
    }

    @Get(value = "/{id}", produces = MediaType.TEXT_HTML)
    @Secured(Scope.READ)
    String show(Session session, String id) {
        var principal = session.principal();
        var incident = find(principal.tenant(), id);
        var known = new IncidentPage.Known(
                incident,
                actions.of(Acting.of(principal)).about(id),
                respond.history(principal.tenant(), id),
                respond.silences(principal.tenant()),
                switchboard.of(principal.organisation()).hands().hooks().keySet(),
                rights(principal));
        var page = IncidentPage.of(known, stamps.now());
        return screens.show(session, new Screens.Place(Section.INCIDENTS, page.what()), "incident", page);
    }

    /// Takes it on, or ends it.
    @Post(value = "/{id}/decisions", consumes = MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(Scope.INCIDENT_WRITE)
    HttpResponse<?> decide(Session session, String id, @Body Map<String, String> fields) {
        var form = Form.of(session, fields);
        var principal = session.principal();
        var what = form.choice("what", Decision.What.class);
        if (what == Decision.What.VERIFIED) {
            throw new RefusedException(Kind.UNFIT, "not_yours", "only a run can verify that going back has helped");
        }
        find(principal.tenant(), id);
        var decision = new Decision(what, principal.name(), form.reason(), stamps.now());
        if (actions.decide(Acting.of(principal), id, decision).isEmpty()) {
            throw new RefusedException(Kind.CONFLICT, "decided", "the incident is over, or somebody has taken it on");
        }
        return back(id);
    }

    /// Has nobody told of it for some hours.
    @Post(value = "/{id}/silences", consumes = MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(Scope.INCIDENT_WRITE)
    HttpResponse<?> silence(Session session, String id, @Body Map<String, String> fields) {
        var form = Form.of(session, fields);
        var principal = session.principal();
        var incident = find(principal.tenant(), id);
        var born = stamps.next();
        try {
            respond.silence(
                    Acting.of(principal),
                    new Silence(
                            "sil_" + born.id(),
                            incident.identity().labels(),
                            born.at(),
                            born.at().plus(Duration.ofHours(form.number("hours"))),
                            principal.name(),
                            form.reason()));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Kind.UNFIT, "no_silence", String.valueOf(e.getMessage()));
        }
        return back(id);
    }

    /// What would come of setting the agent back, which asks the system that holds its pin.
    @Get(value = "/{id}/prospect", produces = MediaType.TEXT_HTML)
    @Secured(Scope.READ)
    String prospect(Session session, String id, @QueryValue String kind, @QueryValue(defaultValue = "") String name) {
        var tenant = session.principal().tenant();
        find(tenant, id);
        var chosen = new Form(Map.of("kind", kind)).choice("kind", Action.Kind.class);
        return actions.prospect(tenant, id, chosen, name.strip())
                .map(prospect -> screens.render(
                        "prospect",
                        Map.of(
                                "prospect",
                                ProspectPart.of(id, name.strip(), prospect),
                                "formToken",
                                session.formToken())))
                .orElseGet(() -> screens.render("noPin", Map.of("incident", id)));
    }

    /// A person sets the agent back, and answers for it.
    @Post(value = "/{id}/actions", consumes = MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(Scope.ACTION_APPROVE)
    HttpResponse<?> act(Session session, String id, @Body Map<String, String> fields) {
        var form = Form.of(session, fields);
        var principal = session.principal();
        find(principal.tenant(), id);
        var asked = new Asked(
                form.choice("kind", Action.Kind.class), form.optional("name").orElse(""), form.reason());
        return switch (actions.ask(Acting.of(principal), id, asked)) {
            case ActionPolicy.Nothing(var why) -> throw new RefusedException(Kind.CONFLICT, "not_done", why);
            case ActionPolicy.Proposed(var action)
            when action.state() == State.BLOCKED -> throw new RefusedException(Kind.CONFLICT, "blocked", action.why());
            case ActionPolicy.Proposed _ -> back(id);
        };
    }

    /// A person's word on the very action that the page has shown.
    @Post(value = "/{id}/approvals", consumes = MediaType.APPLICATION_FORM_URLENCODED)
    @Secured(Scope.ACTION_APPROVE)
    HttpResponse<?> approve(Session session, String id, @Body Map<String, String> fields) {
        var form = Form.of(session, fields);
        var principal = session.principal();
        var action = action(principal, id, form.text("action"));
        var approval = new Approval(
                form.text("word").equals("approve"),
                principal.name(),
                form.reason(),
                new Digest(form.text("digest")),
                stamps.now());
        if (actions.approve(Acting.of(principal), action, approval) instanceof Approval.NotTaken(var why)) {
            throw new RefusedException(Kind.CONFLICT, "not_taken", why);
        }
        return back(id);
    }

    private Incident find(Tenant tenant, String id) {
        return respond.incident(tenant, id).orElseThrow(() -> RefusedException.missing("incident", id));
    }

    private Action action(Principal principal, String incident, String id) {
        find(principal.tenant(), incident);
        return actions.of(Acting.of(principal))
                .find(id)
                .filter(action -> action.incident().equals(incident))
                .orElseThrow(() -> RefusedException.missing("action", id));
    }

    private static IncidentPage.Rights rights(Principal principal) {
        return new IncidentPage.Rights(
                principal.scopes().contains(Scope.INCIDENT_WRITE),
                principal.scopes().contains(Scope.ACTION_APPROVE));
    }

    private static HttpResponse<?> back(String id) {
        return HttpResponse.seeOther(URI.create("/console/incidents/" + id));
    }
}
