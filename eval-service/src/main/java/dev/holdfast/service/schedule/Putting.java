package dev.holdfast.service.schedule;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts a job off that cannot be done now: the database may be away, or the node is stopping. It is never dropped.
@Singleton
final class Putting {
    private static final Logger LOG = LoggerFactory.getLogger(Putting.class);
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final int MOST_DOUBLINGS = 7;

    private final Timetable timetable;

    Putting(Timetable timetable) {
        this.timetable = timetable;
    }

    /// Does the work, and has it done again when it says that it is not done, or breaks.
    void off(JobExecutionContext context, BooleanSupplier work) {
        try {
            if (!work.getAsBoolean()) {
                timetable.again(context, Duration.ZERO);
            }
        } catch (RuntimeException e) {
            LOG.warn("{} is put off", context.getJobDetail().getKey(), e);
            var doublings = Math.min(Timetable.attempt(context), MOST_DOUBLINGS);
            timetable.again(context, SHORTEST.multipliedBy(1L << doublings));
        }
    }
}
