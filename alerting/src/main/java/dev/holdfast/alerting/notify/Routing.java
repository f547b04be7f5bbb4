package dev.holdfast.alerting.notify;

import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.IncidentPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The routes of an organisation, in order, and its silences.
public record Routing(List<Route> routes, List<Silence> silences) {
    public Routing {
        routes = List.copyOf(routes);
        silences = List.copyOf(silences);
    }

    /// All groups of these incidents.
    ///
    /// @param incidents open ones, and those that ended and may have been told of
    /// @param told      what has been told, by group
    public List<Grouping> groups(List<Incident> incidents, Map<String, Told> told, Instant now) {
        var groups = new LinkedHashMap<String, List<Incident>>();
        var routeOf = new LinkedHashMap<String, Route>();
        for (var incident : incidents) {
            for (var route : of(incident)) {
                var group = route.group(incident);
                groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(incident);
                routeOf.put(group, route);
            }
        }
        var unheard = unheard(incidents, now);
        return routeOf.entrySet().stream()
                .map(group -> new Grouping(
                        group.getValue(),
                        groups.getOrDefault(group.getKey(), List.of()),
                        told.getOrDefault(group.getKey(), Told.nothing(group.getKey())),
                        unheard))
                .toList();
    }

    /// Who is told of trouble with whatever measures, whatever part of it: the owners of the service.
    public Set<String> owners() {
        return routes.stream()
                .filter(route -> "platform".equals(route.match().get("kind")))
                .flatMap(route -> route.receivers().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Predicate<Incident> unheard(List<Incident> incidents, Instant now) {
        return incident -> silences.stream().anyMatch(silence -> silence.covers(incident, now))
                || IncidentPolicy.isInhibited(incident, incidents);
    }

    private List<Route> of(Incident incident) {
        var taken = new ArrayList<Route>();
        for (var route : routes) {
            if (route.fits(incident)) {
                taken.add(route);
                if (!route.goesOn()) {
                    return taken;
                }
            }
        }
        return taken;
    }
}
