package dev.holdfast.service.respond;

import dev.holdfast.alerting.actuator.Actuator;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.alerting.notify.Channel;
import dev.holdfast.alerting.notify.Links;
import dev.holdfast.alerting.notify.Route;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Where an organisation's messages go, and what holds the pins of its agents.
@Singleton
public final class Switchboard {
    private final Map<UUID, Lines> lines = new ConcurrentHashMap<>();
    private final Namesakes namesakes;

    Switchboard(Namesakes namesakes) {
        this.namesakes = namesakes;
    }

    /// Of one organisation.
    ///
    /// @param routes    in order; the default route, to whom the pact names, follows
    /// @param channels  by the name of the receiver
    public record Lines(List<Route> routes, Map<String, Channel> channels, Hands hands, Links links) {
        static final Lines NONE = new Lines(List.of(Route.DEFAULT), Map.of(), Hands.NONE, Links.NONE);

        public Lines {
            routes = List.copyOf(routes);
            channels = Map.copyOf(channels);
        }
    }

    /// What can be done to agents. An agent is called `PROJECT/NAME`, or `NAME` where no other project has one of that
    /// name.
    ///
    /// @param actuators that hold pins, by agent
    /// @param hooks     by name
    /// @param settling  how long an agent takes to follow its pin, by agent
    public record Hands(Map<String, Actuator> actuators, Map<String, Actuator> hooks, Map<String, Duration> settling) {
        static final Hands NONE = new Hands(Map.of(), Map.of(), Map.of());

        public Hands {
            actuators = Map.copyOf(actuators);
            hooks = Map.copyOf(hooks);
            settling = Map.copyOf(settling);
        }
    }

    /// Puts through an organisation.
    public void connect(UUID organisation, Lines to) {
        lines.put(organisation, to);
    }

    /// Those that are put through.
    Set<UUID> organisations() {
        return Set.copyOf(lines.keySet());
    }

    /// Who is told, and what holds pins.
    public Lines of(UUID organisation) {
        return lines.getOrDefault(organisation, Lines.NONE);
    }

    Optional<Actuator> actuator(UUID organisation, Subject subject) {
        var actuators = of(organisation).hands().actuators();
        return own(actuators, subject)
                .or(() -> Optional.ofNullable(actuators.get(subject.agent()))
                        .filter(_ -> !namesakes.are(organisation, subject.agent())));
    }

    Optional<Actuator> hook(UUID organisation, String name) {
        return Optional.ofNullable(of(organisation).hands().hooks().get(name));
    }

    Duration settles(UUID organisation, Subject subject) {
        var settling = of(organisation).hands().settling();
        return own(settling, subject).orElseGet(() -> settling.getOrDefault(subject.agent(), Duration.ZERO));
    }

    private static <T> Optional<T> own(Map<String, T> named, Subject subject) {
        return subject.project().flatMap(project -> Optional.ofNullable(named.get(project + "/" + subject.agent())));
    }
}
