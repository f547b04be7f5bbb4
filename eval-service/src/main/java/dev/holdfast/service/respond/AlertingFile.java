package dev.holdfast.service.respond;

import dev.holdfast.alerting.notify.Escalation;
import dev.holdfast.alerting.notify.Links;
import dev.holdfast.alerting.notify.QuietHours;
import dev.holdfast.alerting.notify.Route;
import dev.holdfast.alerting.notify.Timing;
import dev.holdfast.alerting.wire.Line;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How the organisations of a service are told, and what holds the pins of their agents. It belongs to whoever runs the
/// service; secrets stand in it by reference only.
public record AlertingFile(Map<UUID, Organisation> organisations) {
    public AlertingFile {
        organisations = Map.copyOf(organisations);
    }

    /// One organisation.
    ///
    /// @param links     address under which people reach the service
    /// @param pictures  address under which receivers fetch charts; without it there is none by address
    /// @param receivers by the names that pacts use in `notify`
    /// @param pins      what holds them, by the names of the agents
    /// @param hooks     remedies, by the names that pacts use in `remediate`
    /// @param settling  how long an agent takes to follow its pin, by its name; at once where nothing is said
    public record Organisation(
            Optional<URI> links,
            Optional<URI> pictures,
            Map<String, ReceiverEntry> receivers,
            List<RouteEntry> routes,
            Map<String, PinEntry> pins,
            Optional<Map<String, PinEntry.Webhook>> hooks,
            Optional<Map<String, Duration>> settling) {
        Switchboard.Hands hands(Line line, Secrets secrets, InstantSource clock) {
            var actuators = pins.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().actuator(line, secrets, clock)));
            var remedies = hooks.orElse(Map.of()).entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().hook(entry.getKey(), line, secrets, clock)));
            return new Switchboard.Hands(actuators, remedies, settling.orElse(Map.of()));
        }
    }

    /// A route. An Alertmanager is told every run, because it forgets.
    public record RouteEntry(
            String name,
            Map<String, String> match,
            List<String> receivers,
            Optional<QuietHours> quiet,
            Optional<Escalation> escalation,
            Optional<Boolean> more) {}

    /// The file, every name in it looked up.
    ///
    /// @throws InvalidDocumentException for anything that is not as it should be
    public static AlertingFile read(Path path) {
        try {
            var file = Json.read(path.toString(), Files.readString(path), AlertingFile.class);
            file.organisations.values().forEach(organisation -> file.check(path, organisation));
            return file;
        } catch (IOException e) {
            throw new InvalidDocumentException(Problem.of(
                    path.toString(), "cannot be read: " + e.getClass().getSimpleName()));
        }
    }

    /// A route to nobody would be found out in the night that it is needed.
    private void check(Path path, Organisation organisation) {
        for (var route : organisation.routes()) {
            var named = Stream.concat(
                    route.receivers().stream(),
                    route.escalation().stream().flatMap(escalation -> escalation.receivers().stream()));
            named.filter(name -> !organisation.receivers().containsKey(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new InvalidDocumentException(Problem.of(
                                path.toString(),
                                "the route " + route.name() + " goes to " + name + ", which is no receiver"));
                    });
        }
    }

    /// Puts all organisations through.
    public void connect(Switchboard switchboard, Line line, Secrets secrets, InstantSource clock) {
        organisations.forEach((id, organisation) -> switchboard.connect(
                id,
                new Switchboard.Lines(
                        Stream.concat(
                                        organisation.routes().stream().map(route -> route(organisation, route)),
                                        Stream.of(Route.DEFAULT))
                                .toList(),
                        organisation.receivers().entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry -> entry.getValue().channel(line, secrets))),
                        organisation.hands(line, secrets, clock),
                        new Links(
                                organisation.links(),
                                organisation.links().map(URI::toString).orElse("holdfast"),
                                organisation.pictures()))));
    }

    private static Route route(Organisation organisation, RouteEntry entry) {
        var plain = Route.to(entry.name(), entry.match(), entry.receivers());
        var forgets = !entry.receivers().isEmpty()
                && entry.receivers().stream()
                        .allMatch(name -> organisation.receivers().get(name) instanceof ReceiverEntry.Alertmanager);
        return new Route(
                entry.name(),
                entry.match(),
                entry.receivers(),
                plain.groupBy(),
                forgets ? Timing.EVERY_RUN : Timing.DEFAULT,
                entry.quiet(),
                entry.escalation(),
                entry.more().orElse(false));
    }
}
