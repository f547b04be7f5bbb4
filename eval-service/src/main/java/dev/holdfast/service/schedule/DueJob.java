package dev.holdfast.service.schedule;

import dev.holdfast.service.database.Tenant;
import io.micronaut.context.annotation.Prototype;
import java.util.UUID;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/// A time has come at which a run of a pact is due.
@Prototype
@DisallowConcurrentExecution
final class DueJob implements Job {
    private final DueRuns dueRuns;
    private final Putting putting;

    DueJob(DueRuns dueRuns, Putting putting) {
        this.dueRuns = dueRuns;
        this.putting = putting;
    }

    @Override
    public void execute(JobExecutionContext context) {
        var data = context.getMergedJobDataMap();
        var tenant = Tenant.of(UUID.fromString(data.getString(Timetable.ORGANISATION)));
        putting.off(context, () -> {
            dueRuns.catchUp(tenant, UUID.fromString(data.getString(Timetable.PACT)));
            return true;
        });
    }
}
