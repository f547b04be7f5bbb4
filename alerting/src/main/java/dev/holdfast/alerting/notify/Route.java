package dev.holdfast.alerting.notify;

import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where incidents with these labels go. The first route that fits is taken, unless it lets others follow.
///
/// @param match     labels that have to be the same; none fits all
/// @param receivers names; none: those that the pact names
/// @param groupBy   labels that incidents of one message have in common
/// @param goesOn    whether later routes are tried as well
public record Route(
        String name,
        Map<String, String> match,
        List<String> receivers,
        List<String> groupBy,
        Timing timing,
        Optional<QuietHours> quiet,
        Optional<Escalation> escalation,
        boolean goesOn) {
    private static final List<String> AGENT =
            List.of("organisation", "kind", "project", "agent", "environment", "part", "name");

    public Route {
        match = Map.copyOf(match);
        receivers = List.copyOf(receivers);
        groupBy = List.copyOf(groupBy);
    }

    /// To whom the pact names, all incidents of an agent together.
    public static final Route DEFAULT = to("default", Map.of(), List.of());

    public static Route to(String name, Map<String, String> match, List<String> receivers) {
        return new Route(name, match, receivers, AGENT, Timing.DEFAULT, Optional.empty(), Optional.empty(), false);
    }

    boolean fits(Incident incident) {
        return labels(incident).entrySet().containsAll(match.entrySet());
    }

    /// Empty where neither the route nor the pact names anybody.
    List<String> receivers(Incident incident) {
        return receivers.isEmpty() ? incident.contact().recipients() : receivers;
    }

    /// The group that the incident belongs to.
    String group(Incident incident) {
        var shared = labels(incident);
        shared.keySet().retainAll(groupBy);
        return name + shared;
    }

    private static SortedMap<String, String> labels(Incident incident) {
        Identity identity = incident.identity();
        var labels = new TreeMap<>(identity.labels());
        labels.put("urgency", incident.urgency().name().toLowerCase(java.util.Locale.ROOT));
        return labels;
    }
}
