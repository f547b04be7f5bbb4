package dev.holdfast.service.schedule;

import dev.holdfast.service.database.Tenant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /// Empty for one that is none of these: a newer node has written it down.
    ///
    /// @param data of the job alone
    static Optional<Errand> of(JobDataMap data) {
        // Quartz's own set of keys is equal to no other
        var keys = Set.copyOf(data.keySet());
        if (keys.equals(Set.of(ORGANISATION, PACT))) {
            return Optional.of(new Begin(id(data, ORGANISATION), id(data, PACT)));
        }
        if (keys.equals(Set.of(ORGANISATION, DUE_RUN, NUMBER))) {
            var number = Integer.parseInt(data.getString(NUMBER));
            return Optional.of(new Make(id(data, ORGANISATION), id(data, DUE_RUN), number));
        }
        return keys.equals(Set.of(ORGANISATION, DUE_RUN))
                ? Optional.of(new Close(id(data, ORGANISATION), id(data, DUE_RUN)))
                : Optional.empty();
    }

    private static UUID id(JobDataMap data, String key) {
        return UUID.fromString(data.getString(key));
    }
}
