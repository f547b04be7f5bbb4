package dev.holdfast.service.schedule;

import java.util.Map;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;

/// How often an errand was tried in vain.
///
/// @param all    for whatever reason
/// @param breaks of these, for a reason that does not lie in the database
record Tries(int all, int breaks) {
    private static final String ALL = "attempt";
    private static final String BREAKS = "breaks";

    static Tries of(JobExecutionContext context) {
        var data = context.getTrigger().getJobDataMap();
        return new Tries(count(data, ALL), count(data, BREAKS));
    }

    Tries putOff() {
        return new Tries(all + 1, breaks);
    }

    Tries broken() {
        return new Tries(all + 1, breaks + 1);
    }

    /// In the written form, which [#of] reads.
    JobDataMap written() {
        return new JobDataMap(Map.of(ALL, Integer.toString(all), BREAKS, Integer.toString(breaks)));
    }

    private static int count(JobDataMap data, String name) {
        return Integer.parseInt(data.getOrDefault(name, "0").toString());
    }
}
