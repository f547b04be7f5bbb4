package dev.holdfast.service.schedule;

import dev.holdfast.service.database.Tenant;
import io.micronaut.context.annotation.Context;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.quartz.Job;
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
    static final String ORGANISATION = "organisation";
    static final String PACT = "pact";
    static final String DUE_RUN = "due_run";
    static final String NUMBER = "number";
    private static final String ATTEMPT = "attempt";

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
        var key = new JobKey("due", pact.toString());
        var data = Map.of(ORGANISATION, tenant.organisation().toString(), PACT, pact.toString());
        keep(() -> {
            quartz.unscheduleJob(new TriggerKey(key.getName(), key.getGroup()));
            if (next.isPresent()) {
                var job = job(DueJob.class, key, data).build();
                quartz.scheduleJob(job, Set.of(trigger(key, next.get(), 5).build()), true);
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

    /// A shard is to be made.
    void shard(DueRun due, int number) {
        once(ShardJob.class, new JobKey("shard-" + number, due.id().toString()), due, Map.of(NUMBER, "" + number));
    }

    /// All shards have been made, and the run is to be closed.
    void close(DueRun due) {
        once(ClosingJob.class, new JobKey("close", due.id().toString()), due, Map.of());
    }

    /// The job at hand is to be done again after a while, here or elsewhere.
    void again(JobExecutionContext context, Duration pause) {
        var key = context.getJobDetail().getKey();
        var attempt = attempt(context) + 1;
        var trigger = TriggerBuilder.newTrigger()
                .withIdentity(key.getName() + "-" + attempt + "-" + clock.millis(), key.getGroup())
                .forJob(key)
                .usingJobData(ATTEMPT, Integer.toString(attempt))
                .withPriority(context.getTrigger().getPriority())
                .startAt(Date.from(clock.instant().plus(pause)))
                .build();
        keep(() -> quartz.scheduleJob(trigger));
    }

    /// From 0: how often the job at hand has been put off.
    static int attempt(JobExecutionContext context) {
        return Integer.parseInt(
                context.getTrigger().getJobDataMap().getOrDefault(ATTEMPT, "0").toString());
    }

    private void once(Class<? extends Job> type, JobKey key, DueRun due, Map<String, String> more) {
        var data = new java.util.HashMap<>(more);
        data.put(ORGANISATION, due.organisation().toString());
        data.put(DUE_RUN, due.id().toString());
        keep(() -> {
            try {
                quartz.scheduleJob(
                        job(type, key, data).build(),
                        trigger(key, clock.instant(), due.priority()).build());
            } catch (ObjectAlreadyExistsException e) {
                // it is remembered already
            }
        });
    }

    private static JobBuilder job(Class<? extends Job> type, JobKey key, Map<String, String> data) {
        return JobBuilder.newJob(type).withIdentity(key).requestRecovery().usingJobData(new JobDataMap(data));
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
