package dev.holdfast.service.console;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.service.console.look.Alterations;
import dev.holdfast.service.console.look.Altered;
import dev.holdfast.service.console.page.Timeline;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Stamps.Stamp;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.respond.Acting;
import dev.holdfast.service.respond.Actions;
import dev.holdfast.service.store.History;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// What happened to an agent, a page at a time. A place is written `time_id`.
@Singleton
final class Chronicle {
    private static final int ENTRIES = 25;
    private static final Stamp START = new Stamp(new UUID(-1, -1), Instant.parse("9999-12-31T00:00:00Z"));

    private final Database database;
    private final History history;
    private final Alterations alterations;
    private final Actions actions;
    private final Stamps stamps;

    Chronicle(Database database, History history, Alterations alterations, Actions actions, Stamps stamps) {
        this.database = database;
        this.history = history;
        this.alterations = alterations;
        this.actions = actions;
        this.stamps = stamps;
    }

    Timeline page(Acting acting, UUID agent, List<Incident> incidents, Optional<String> place) {
        var tenant = acting.tenant();
        var before = place.map(Chronicle::stamp).orElse(START);
        var events = database.read(tenant, connection -> history.page(connection, agent, before, ENTRIES + 1));
        var page = events.subList(0, Math.min(ENTRIES, events.size()));
        var older = events.size() > ENTRIES
                ? Optional.of(page.getLast().at() + "_" + page.getLast().id())
                : Optional.<String>empty();
        var known = new Timeline.Known(page, older, altered(tenant, page), incidents, about(acting, incidents));
        return Timeline.of(known, before.at(), stamps.now());
    }

    private List<Altered> altered(Tenant tenant, List<History.Event> events) {
        var runs = events.stream()
                .filter(event -> event.kind().equals("run"))
                .map(History.Event::id)
                .toList();
        return database.read(tenant, connection -> alterations.at(connection, runs));
    }

    private List<Action> about(Acting acting, List<Incident> incidents) {
        var ids = incidents.stream().map(Incident::id).collect(Collectors.toSet());
        return ids.isEmpty()
                ? List.of()
                : actions.of(acting).all().stream()
                        .filter(action -> ids.contains(action.incident()))
                        .toList();
    }

    private static Stamp stamp(String place) {
        try {
            var parts = place.split("_", 2);
            return new Stamp(UUID.fromString(parts[1]), Instant.parse(parts[0]));
        } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw RefusedException.missing("place in the timeline", place);
        }
    }
}
