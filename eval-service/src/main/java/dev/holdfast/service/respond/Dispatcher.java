package dev.holdfast.service.respond;

import dev.holdfast.alerting.notify.Delivery;
import dev.holdfast.alerting.notify.Parcel;
import dev.holdfast.alerting.notify.Retries;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.figures.Figures;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Sends what is due. On several nodes each parcel is sent by one of them, unless that one dies while it sends: then it
/// is sent again, with the same id and the same bytes.
@Singleton
public final class Dispatcher {
    private static final int AT_ONCE = 50;

    private final Database database;
    private final Switchboard switchboard;
    private final Respond respond;
    private final Figures figures;
    private final InstantSource clock;

    Dispatcher(Database database, Switchboard switchboard, Respond respond, Figures figures, InstantSource clock) {
        this.database = database;
        this.switchboard = switchboard;
        this.respond = respond;
        this.figures = figures;
        this.clock = clock;
    }

    /// Sends everything that is due now.
    ///
    /// @return how many parcels were tried
    @Scheduled(fixedDelay = "500ms", initialDelay = "1s")
    public int sendDue() {
        var tried = 0;
        for (var organisation :
                database.<List<UUID>>anonymous(connection -> Outbox.waiting(connection, clock.instant()))) {
            for (var claimed = claim(organisation); !claimed.isEmpty(); claimed = claim(organisation)) {
                tried += claimed.size();
                send(organisation, claimed);
            }
        }
        return tried;
    }

    /// Looks again at what waits for a time and not for a run.
    @Scheduled(fixedDelay = "15s", initialDelay = "5s")
    public void wakeDue() {
        database.<List<UUID>>anonymous(connection -> Outbox.waking(connection, clock.instant()))
                .forEach(respond::wake);
    }

    private List<Parcel> claim(UUID organisation) {
        return database.write(
                Tenant.of(organisation),
                connection -> new Outbox(connection, organisation).claim(AT_ONCE, clock.instant()));
    }

    /// Side by side, so that a slow receiver does not hold up the others; written down together.
    private void send(UUID organisation, List<Parcel> parcels) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts = threads.invokeAll(parcels.stream()
                    .map(parcel -> (Callable<Parcel>) () -> sent(organisation, parcel))
                    .toList());
            var sent = IntStream.range(0, parcels.size())
                    .mapToObj(i -> result(parcels.get(i), attempts.get(i)))
                    .toList();
            database.write(Tenant.of(organisation), connection -> {
                for (var parcel : sent) {
                    new Outbox(connection, organisation).settle(parcel);
                }
                return sent.size();
            });
            sent.forEach(parcel ->
                    figures.notification(parcel.channel(), parcel.state().name().toLowerCase(Locale.ROOT)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// One that broke a channel is tried again like any other, and holds up none.
    private Parcel result(Parcel parcel, Future<Parcel> attempt) {
        return attempt.state() == Future.State.SUCCESS
                ? attempt.resultNow()
                : parcel.after(
                        new Delivery.Failed(attempt.exceptionNow().getClass().getSimpleName(), Optional.empty()),
                        Retries.PATIENT,
                        clock.instant());
    }

    private Parcel sent(UUID organisation, Parcel parcel) {
        var channel =
                Optional.ofNullable(switchboard.of(organisation).channels().get(parcel.channel()));
        var now = clock.instant();
        var delivery = channel.map(to -> to.deliver(parcel.payload(), now))
                .orElse(new Delivery.Refused("there is no channel " + parcel.channel()));
        return parcel.after(delivery, channel.map(to -> to.retries()).orElse(Retries.URGENT), now);
    }
}
