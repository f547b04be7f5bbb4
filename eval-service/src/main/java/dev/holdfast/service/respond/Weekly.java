package dev.holdfast.service.respond;

import dev.holdfast.alerting.notify.Letter;
import dev.holdfast.alerting.notify.Parcel;
import dev.holdfast.alerting.notify.PrecisionLetter;
import dev.holdfast.alerting.notify.Routing;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Writes to the owners of the service, on Monday morning, how many pages of the last week were worth it. However many
/// nodes do it, and however often: a letter of one week is posted once.
@Singleton
public final class Weekly {
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MORNING = Duration.ofHours(7);

    private final Database database;
    private final Switchboard switchboard;
    private final Respond respond;
    private final InstantSource clock;

    Weekly(Database database, Switchboard switchboard, Respond respond, InstantSource clock) {
        this.database = database;
        this.switchboard = switchboard;
        this.respond = respond;
        this.clock = clock;
    }

    /// A service that was away on Monday writes later in the week.
    @Scheduled(fixedDelay = "1h", initialDelay = "1m")
    public void write() {
        var monday = monday(clock.instant());
        if (!clock.instant().isBefore(monday.plus(MORNING))) {
            switchboard.organisations().forEach(organisation -> write(organisation, monday.minus(WEEK)));
        }
    }

    private void write(UUID organisation, Instant from) {
        var lines = switchboard.of(organisation);
        var owners = new Routing(lines.routes(), List.of()).owners();
        if (!owners.isEmpty()) {
            letter(organisation, from)
                    .ifPresent(letter -> owners.stream()
                            .flatMap(owner -> parcel(lines, owner, letter).stream())
                            .forEach(parcel -> post(organisation, parcel)));
        }
    }

    private Optional<Letter> letter(UUID organisation, Instant from) {
        var day = LocalDate.ofInstant(from, ZoneOffset.UTC);
        return PrecisionLetter.of(
                "weekly-" + organisation + "-" + day, respond.ended(Tenant.of(organisation), from), from);
    }

    private Optional<Parcel> parcel(Switchboard.Lines lines, String owner, Letter letter) {
        return Optional.ofNullable(lines.channels().get(owner))
                .flatMap(channel -> channel.render(letter))
                .map(payload -> Parcel.posted(owner, payload, clock.instant()));
    }

    private void post(UUID organisation, Parcel parcel) {
        database.write(Tenant.of(organisation), connection -> {
            new Outbox(connection, organisation).post(parcel);
            return parcel;
        });
    }

    private static Instant monday(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
