package dev.holdfast.service.schedule;

import io.micronaut.context.annotation.Prototype;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/// An errand as Quartz knows it. Its name stands in the database.
@Prototype
@DisallowConcurrentExecution
final class ErrandJob implements Job {
    private final Putting putting;

    ErrandJob(Putting putting) {
        this.putting = putting;
    }

    @Override
    public void execute(JobExecutionContext context) {
        Errand.of(context.getJobDetail().getJobDataMap())
                .ifPresentOrElse(errand -> putting.off(context, errand), () -> putting.leave(context));
    }
}
