package dev.holdfast.service.schedule;

import dev.holdfast.service.database.Tenant;
import io.micronaut.context.annotation.Prototype;
import java.util.UUID;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/// A due run is to be closed.
@Prototype
@DisallowConcurrentExecution
final class ClosingJob implements Job {
    private final Closing closing;
    private final Putting putting;

    ClosingJob(Closing closing, Putting putting) {
        this.closing = closing;
        this.putting = putting;
    }

    @Override
    public void execute(JobExecutionContext context) {
        var data = context.getMergedJobDataMap();
        var tenant = Tenant.of(UUID.fromString(data.getString(Timetable.ORGANISATION)));
        putting.off(context, () -> {
            closing.close(tenant, UUID.fromString(data.getString(Timetable.DUE_RUN)));
            return true;
        });
    }
}
