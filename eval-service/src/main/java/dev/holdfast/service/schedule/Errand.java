package dev.holdfast.service.schedule;

import dev.holdfast.service.database.Tenant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.quartz.JobDataMap;
import org.quartz.JobKey;

/// Something that the timetable has done. Done again, it repeats nothing.
sealed interface Errand {
    String ORGANISATION = "organisation";
    String PACT = "pact";
    String DUE_RUN = "due_run";
    String NUMBER = "number";

    /// Whose it is.
    UUID organisation();

    /// A time has come at which a run of the pact is due.
    record Begin(UUID organisation, UUID pact) implements Errand {
        static final String NAME = "due";
    }

    /// A shard of the due run is to be made.
    record Make(UUID organisation, UUID dueRun, int number) implements Errand {}

    /// The due run is to be closed.
    record Close(UUID organisation, UUID dueRun) implements Errand {}

    default Tenant tenant() {
        return Tenant.of(organisation());
    }

    /// What the timetable calls it.
    default JobKey key() {
        return switch (this) {
            case Begin(var _, var pact) -> new JobKey(Begin.NAME, pact.toString());
            case Make(var _, var due, var number) -> new JobKey("shard-" + number, due.toString());
            case Close(var _, var due) -> new JobKey("close", due.toString());
        };
    }

    /// In the written form, which [#of] reads.
    default Map<String, String> written() {
        var data = new HashMap<>(Map.of(ORGANISATION, organisation().toString()));
        switch (this) {
            case Begin(var _, var pact) -> data.put(PACT, pact.toString());
            case Make(var _, var due, var number) -> {
                data.put(DUE_RUN, due.toString());
                data.put(NUMBER, Integer.toString(number));
            }
            case Close(var _, var due) -> data.put(DUE_RUN, due.toString());
        }
        return data;
    }

    static Errand of(JobDataMap data) {
        var organisation = UUID.fromString(data.getString(ORGANISATION));
        if (data.containsKey(PACT)) {
            return new Begin(organisation, UUID.fromString(data.getString(PACT)));
        }
        var due = UUID.fromString(data.getString(DUE_RUN));
        return data.containsKey(NUMBER)
                ? new Make(organisation, due, Integer.parseInt(data.getString(NUMBER)))
                : new Close(organisation, due);
    }
}
