package dev.holdfast.service.schedule;

import dev.holdfast.service.database.Tenant;
import io.micronaut.context.annotation.Prototype;
import java.util.UUID;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/// A shard of a due run is to be made.
@Prototype
@DisallowConcurrentExecution
final class ShardJob implements Job {
    private final ShardWork work;
    private final Putting putting;

    ShardJob(ShardWork work, Putting putting) {
        this.work = work;
        this.putting = putting;
    }

    @Override
    public void execute(JobExecutionContext context) {
        var data = context.getMergedJobDataMap();
        var tenant = Tenant.of(UUID.fromString(data.getString(Timetable.ORGANISATION)));
        var due = UUID.fromString(data.getString(Timetable.DUE_RUN));
        var number = Integer.parseInt(data.getString(Timetable.NUMBER));
        putting.off(context, () -> work.make(tenant, due, number));
    }
}
