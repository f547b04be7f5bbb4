package dev.holdfast.service.schedule;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.service.database.Outage;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.Collectors;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts an errand off that cannot be done now. While the database is away or the node is stopping that costs nothing.
/// What breaks again and again for another reason is given up, with the reason.
@Singleton
final class Putting {
    /// With the pauses between them, some four minutes.
    static final int MOST_BREAKS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Putting.class);
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final int MOST_DOUBLINGS = 7;
    private static final int LONGEST_REASON = 300;
    private static final Duration LEFT = Duration.ofSeconds(10);

    private final Errands errands;
    private final Timetable timetable;

    Putting(Errands errands, Timetable timetable) {
        this.errands = errands;
        this.timetable = timetable;
    }

    /// Has the errand done, now or later.
    void off(JobExecutionContext context, Errand errand) {
        var tries = Tries.of(context);
        try {
            if (!errands.run(errand)) {
                timetable.again(context, tries, Duration.ZERO);
            }
        } catch (InvalidDocumentException e) {
            // a secret that is not there, or an agent that the service may not reach: trying again would not help
            giveUp(context, errand, e.problems().stream().map(Object::toString).collect(Collectors.joining("; ")));
        } catch (RuntimeException e) {
            var known = Outage.isBehind(e) ? tries.putOff() : tries.broken();
            LOG.warn("{} is put off, {} of {} times for a reason of its own", errand, known.breaks(), MOST_BREAKS, e);
            if (known.breaks() < MOST_BREAKS) {
                timetable.again(context, known, pause(tries));
            } else {
                giveUp(context, errand, "broke %d times, the last time so: %s".formatted(MOST_BREAKS, reason(e)));
            }
        }
    }

    /// What only a newer node knows is left to it, and is not lost meanwhile.
    void leave(JobExecutionContext context) {
        LOG.warn(
                "{} is nothing that this version knows; a newer node does it",
                context.getJobDetail().getKey());
        timetable.again(context, Tries.of(context).putOff(), LEFT);
    }

    private void giveUp(JobExecutionContext context, Errand errand, String why) {
        try {
            errands.giveUp(errand, why);
        } catch (RuntimeException e) {
            LOG.warn("that {} is given up cannot be written down now", errand, e);
            var tries = Tries.of(context);
            timetable.again(context, tries.putOff(), pause(tries));
        }
    }

    private static Duration pause(Tries tries) {
        return SHORTEST.multipliedBy(1L << Math.min(tries.all(), MOST_DOUBLINGS));
    }

    private static String reason(RuntimeException e) {
        var text = e.getClass().getSimpleName() + ": " + e.getMessage();
        return text.substring(0, Math.min(text.length(), LONGEST_REASON));
    }
}
