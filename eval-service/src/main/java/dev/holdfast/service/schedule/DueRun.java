package dev.holdfast.service.schedule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.holdfast.schema.run.Run;
import dev.holdfast.service.store.StoredRun;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run that was due at a time, and what became of it.
///
/// @param reason     `schedule`, `demand`, `change` or `verify`
/// @param priority   the higher the sooner, where several are due
/// @param state      `making`, `closing`, `ended`, `failed` or `missed`
/// @param run        its id among the stored runs, once it has ended
/// @param controlRun the run of the pact's control beside it, where it declares one
/// @param inTurn     whether its shards are made one after the other, so that each knows what was spent before it
/// @param name       how the run calls itself
/// @param plan       its first line
/// @param evaluation absent where the pact had no certified baseline
/// @param detail     why it failed, or what is to be known of it
@MappedEntity("due_runs")
public record DueRun(
        UUID organisation,
        UUID project,
        @Id UUID id,
        UUID pact,
        UUID pactVersion,
        String reason,
        Instant dueAt,
        int priority,
        String state,
        UUID run,
        @Nullable UUID controlRun,
        boolean inTurn,
        String name,
        @JsonIgnore @TypeDef(type = DataType.JSON) @Nullable String plan,
        UUID askedBy,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable UUID evaluation,
        @Nullable String detail) {
    static final String SCHEDULE = "schedule";
    static final String DEMAND = "demand";
    static final String CHANGE = "change";
    static final String VERIFY = "verify";

    static final String MAKING = "making";
    static final String CLOSING = "closing";
    static final String ENDED = "ended";
    static final String FAILED = "failed";
    static final String MISSED = "missed";

    boolean isOver() {
        return endedAt != null;
    }

    DueRun planned(String planLine) {
        return with(state, planLine, endedAt, evaluation, detail);
    }

    DueRun missed(Instant now, String why) {
        return with(MISSED, plan, now, null, why);
    }

    DueRun failed(Instant now, String why) {
        return with(FAILED, plan, now, null, why);
    }

    DueRun closing() {
        return with(CLOSING, plan, null, null, detail);
    }

    DueRun ended(Instant now, @Nullable UUID judged, @Nullable String note) {
        return with(ENDED, plan, now, judged, note == null ? detail : note);
    }

    /// Once more, with what was kept of it.
    DueRun again() {
        return with(MAKING, plan, null, null, null);
    }

    private DueRun with(
            String newState,
            @Nullable String newPlan,
            @Nullable Instant end,
            @Nullable UUID judged,
            @Nullable String note) {
        return new DueRun(
                organisation,
                project,
                id,
                pact,
                pactVersion,
                reason,
                dueAt,
                priority,
                newState,
                run,
                controlRun,
                inTurn,
                name,
                newPlan,
                askedBy,
                createdAt,
                end,
                judged,
                note);
    }

    /// What its control's run is called, beside its own.
    String controlName() {
        return name + Run.OF_CONTROL;
    }

    /// The run as it is kept while it is not known yet what was seen in it.
    StoredRun begun(boolean control) {
        return stored(control, new Seen(control ? null : plan, List.of(), 0, 0, ""));
    }

    /// What is known of a run when it has been made.
    record Seen(@Nullable String plan, List<String> models, int observations, int failures, String digest) {}

    /// The run as it is kept.
    StoredRun stored(boolean control, Seen seen) {
        return new StoredRun(
                organisation,
                project,
                control ? Objects.requireNonNull(controlRun) : run,
                pact,
                control ? controlName() : name,
                askedBy,
                seen.plan(),
                createdAt,
                createdAt,
                seen.observations(),
                seen.failures(),
                seen.models(),
                seen.digest());
    }
}
