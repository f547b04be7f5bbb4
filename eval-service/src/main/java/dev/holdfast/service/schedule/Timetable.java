package dev.holdfast.service.schedule;

import dev.holdfast.service.database.Tenant;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;

/// Remembers what is to be done next, by whichever node is there. What was begun on a node that died is begun again on
/// another, so whatever is remembered here may be done twice, and must not mind.
@Context
public final class Timetable {
    private static final int USUAL = 5;

    private final Scheduler quartz;
    private final Runners runners;
    private final InstantSource clock;

    Timetable(Scheduler quartz, Runners runners, InstantSource clock) {
        this.quartz = quartz;
        this.runners = runners;
        this.clock = clock;
    }

    /// Begins to do what is remembered. Until then, it is only remembered.
    public void start() {
        try {
            quartz.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("the timetable does not start", e);
        }
    }

    /// Hands back what is under way, so that another node goes on with it at once.
    @PreDestroy
    void stop() {
        try {
            quartz.standby();
            runners.stop();
            quartz.shutdown(true);
        } catch (SchedulerException e) {
            throw new IllegalStateException("the timetable does not stop", e);
        }
    }

    /// Runs of the pact are due at this time next, and at no other.
    void due(Tenant tenant, UUID pact, Optional<Instant> next) {
        var errand = new Errand.Begin(tenant.organisation(), pact);
        var key = errand.key();
        keep(() -> {
            quartz.unscheduleJob(new TriggerKey(key.getName(), key.getGroup()));
            if (next.isPresent()) {
                quartz.scheduleJob(
                        job(errand).build(),
                        Set.of(trigger(key, next.get(), USUAL).build()),
                        true);
            }
        });
    }

    /// When runs of the pact are due next; absent where they are not run by the clock.
    public Optional<Instant> next(UUID pact) {
        try {
            return Optional.ofNullable(quartz.getTrigger(new TriggerKey("due", pact.toString())))
                    .flatMap(trigger -> Optional.ofNullable(trigger.getNextFireTime()))
                    .map(Date::toInstant);
        } catch (SchedulerException e) {
            throw new IllegalStateException("the timetable cannot be read", e);
        }
    }

    /// A shard is to be made. Who it is for is told beside it, so that [Turns] sees how many want something.
    void shard(Turns.Turn turn) {
        once(
                job(turn.errand()).withDescription(turn.errand().organisation().toString()),
                turn.errand(),
                turn.priority());
    }

    /// All shards have been made, and the run is to be closed.
    void close(DueRun due) {
        var errand = new Errand.Close(due.organisation(), due.id());
        once(job(errand), errand, due.priority());
    }

    /// The errand at hand is to be done again after a while, here or elsewhere.
    void again(JobExecutionContext context, Tries tries, Duration pause) {
        var key = context.getJobDetail().getKey();
        var trigger = TriggerBuilder.newTrigger()
                .withIdentity(key.getName() + "-" + tries.all() + "-" + clock.millis(), key.getGroup())
                .forJob(key)
                .usingJobData(tries.written())
                .withPriority(context.getTrigger().getPriority())
                .startAt(Date.from(clock.instant().plus(pause)))
                .build();
        keep(() -> quartz.scheduleJob(trigger));
    }

    /// Takes up what a node has set aside that does not know it: one of an older version, while the service is
    /// upgraded.
    void takeUp(List<TriggerKey> setAside) {
        keep(() -> {
            for (var trigger : setAside) {
                quartz.resetTriggerFromErrorState(trigger);
            }
        });
    }

    private void once(JobBuilder job, Errand errand, int priority) {
        keep(() -> {
            try {
                quartz.scheduleJob(
                        job.build(),
                        trigger(errand.key(), clock.instant(), priority).build());
            } catch (ObjectAlreadyExistsException e) {
                // it is remembered already
            }
        });
    }

    private static JobBuilder job(Errand errand) {
        return JobBuilder.newJob(ErrandJob.class)
                .withIdentity(errand.key())
                .requestRecovery()
                .usingJobData(new JobDataMap(errand.written()));
    }

    private static TriggerBuilder<?> trigger(JobKey key, Instant at, int priority) {
        return TriggerBuilder.newTrigger()
                .withIdentity(key.getName(), key.getGroup())
                .withPriority(priority)
                .startAt(Date.from(at));
    }

    @FunctionalInterface
    private interface Keeping {
        void run() throws SchedulerException;
    }

    private static void keep(Keeping work) {
        try {
            work.run();
        } catch (SchedulerException e) {
            throw new IllegalStateException("the timetable cannot be written", e);
        }
    }
}
