package dev.holdfast.service.respond;

import dev.holdfast.alerting.actuator.Actuator;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.alerting.notify.Channel;
import dev.holdfast.alerting.notify.Links;
import dev.holdfast.alerting.notify.Route;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Where an organisation's messages go, and what holds the pins of its agents.
@Singleton
public final class Switchboard {
    private final Map<UUID, Lines> lines = new ConcurrentHashMap<>();

    /// Of one organisation.
    ///
    /// @param routes    in order; the default route, to whom the pact names, follows
    /// @param channels  by the name of the receiver
    /// @param actuators by the name of the agent
    public record Lines(
            List<Route> routes, Map<String, Channel> channels, Map<String, Actuator> actuators, Links links) {
        static final Lines NONE = new Lines(List.of(Route.DEFAULT), Map.of(), Map.of(), Links.NONE);

        public Lines {
            routes = List.copyOf(routes);
            channels = Map.copyOf(channels);
            actuators = Map.copyOf(actuators);
        }
    }

    /// Puts through an organisation.
    public void connect(UUID organisation, Lines to) {
        lines.put(organisation, to);
    }

    Lines of(UUID organisation) {
        return lines.getOrDefault(organisation, Lines.NONE);
    }

    Optional<Actuator> actuator(UUID organisation, Subject subject) {
        return Optional.ofNullable(of(organisation).actuators().get(subject.agent()));
    }
}
