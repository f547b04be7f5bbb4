package dev.holdfast.service.database;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// What a new row begins with: a name that no other has, and when it was made.
///
/// Names are UUIDs of version 7, which sort by time. Times are cut to what PostgreSQL keeps.
@Singleton
public final class Stamps {
    private static final int RANDOM_BITS = 12;
    private static final int TIME_SHIFT = 16;
    private static final long VERSION = 0x7000;

    private final InstantSource clock;

    Stamps(InstantSource clock) {
        this.clock = clock;
    }

    /// A row's name and birth.
    public record Stamp(UUID id, Instant at) {}

    public Stamp next() {
        var at = now();
        var random = UUID.randomUUID();
        var some = random.getMostSignificantBits() & ((1L << RANDOM_BITS) - 1);
        var id = new UUID(at.toEpochMilli() << TIME_SHIFT | VERSION | some, random.getLeastSignificantBits());
        return new Stamp(id, at);
    }

    /// The time as a row can keep it.
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
