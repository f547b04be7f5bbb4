package dev.holdfast.service.schedule;

import dev.holdfast.harness.replay.Progress;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.store.Observations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps observations in the database as they are made, a moment's worth in a transaction. While the database is away
/// they wait, and when too many wait, so do the replays.
final class Recorder implements Progress, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final int MOST_WAITING = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Database database;
    private final Tenant tenant;
    private final Observations observations;
    private final Place place;
    private final Consumer<Observation> witness;
    private final BlockingQueue<Observation> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread writer;
    private volatile boolean closing;
    private volatile boolean broken;
    private volatile @Nullable RuntimeException trouble;

    Recorder(Database database, Tenant tenant, Observations observations, Place place, Consumer<Observation> witness) {
        this.database = database;
        this.tenant = tenant;
        this.observations = observations;
        this.place = place;
        this.witness = witness;
        this.writer = Thread.ofVirtual().start(this::write);
    }

    @Override
    public void moved(int done, int failed, int total) {}

    @Override
    public void made(Observation observation) {
        witness.accept(observation);
        try {
            while (!broken && !waiting.offer(observation, PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                // the database is slow or away
            }
        } catch (InterruptedException e) {
            // the replay is made again by whoever goes on
            Thread.currentThread().interrupt();
        }
    }

    /// Returns when everything is kept.
    ///
    /// @throws IllegalStateException when it could not be
    @Override
    public void close() {
        closing = true;
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (broken || !waiting.isEmpty()) {
            throw new IllegalStateException("not all observations could be kept", trouble);
        }
    }

    private void write() {
        try {
            while (!broken && !(closing && waiting.isEmpty())) {
                var first = waiting.poll(PAUSE.toMillis() / 10, TimeUnit.MILLISECONDS);
                if (first != null) {
                    var some = new ArrayList<>(List.of(first));
                    waiting.drainTo(some);
                    broken = !kept(some);
                }
            }
        } catch (InterruptedException e) {
            broken = true;
        }
    }

    private boolean kept(List<Observation> some) throws InterruptedException {
        for (var waited = Duration.ZERO; waited.compareTo(PATIENCE) < 0; waited = waited.plus(PAUSE)) {
            try {
                return database.write(tenant, connection -> {
                    observations.put(connection, place.run(), some, place::of);
                    return true;
                });
            } catch (RuntimeException e) {
                trouble = e;
                LOG.warn(
                        "observations of {} wait for the database: {}",
                        place.run().name(),
                        e.getMessage());
                Thread.sleep(PAUSE);
            }
        }
        return false;
    }
}
