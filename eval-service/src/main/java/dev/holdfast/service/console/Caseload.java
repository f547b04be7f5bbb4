package dev.holdfast.service.console;

import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.service.console.look.Fleet;
import dev.holdfast.service.console.look.Watched;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.respond.Respond;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The incidents that somebody may see. They are kept by organisation and name pacts; a token that is bound to a
/// project
/// sees those of the project's pacts.
@Singleton
final class Caseload {
    private final Database database;
    private final Fleet fleet;
    private final Respond respond;

    Caseload(Database database, Fleet fleet, Respond respond) {
        this.database = database;
        this.fleet = fleet;
        this.respond = respond;
    }

    /// The newest first.
    List<Incident> all(Tenant tenant) {
        var incidents = respond.incidents(tenant);
        if (tenant.project().isEmpty()) {
            return incidents;
        }
        var pacts = pacts(tenant);
        return incidents.stream().filter(incident -> isOf(incident, pacts)).toList();
    }

    /// Those of an agent's pacts.
    List<Incident> of(Tenant tenant, List<Watched> fleet) {
        var pacts = fleet.stream().map(Watched::pactName).collect(Collectors.toSet());
        return respond.incidents(tenant).stream()
                .filter(incident -> incident.identity() instanceof Identity.Drift)
                .filter(incident -> isOf(incident, pacts))
                .toList();
    }

    Incident find(Tenant tenant, String id) {
        return respond.incident(tenant, id)
                .filter(incident -> tenant.project().isEmpty() || isOf(incident, pacts(tenant)))
                .orElseThrow(() -> RefusedException.missing("incident", id));
    }

    private Set<String> pacts(Tenant tenant) {
        return database.read(tenant, fleet::all).stream().map(Watched::pactName).collect(Collectors.toSet());
    }

    private static boolean isOf(Incident incident, Set<String> pacts) {
        return incident.identity() instanceof Identity.Drift drift
                ? pacts.contains(drift.subject().pact())
                : incident.affected().stream().map(Subject::pact).anyMatch(pacts::contains);
    }
}
