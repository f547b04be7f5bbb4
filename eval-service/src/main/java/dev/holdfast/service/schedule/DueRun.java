package dev.holdfast.service.schedule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.holdfast.service.store.StoredRun;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A run that was due at a time, and what became of it.
///
/// @param reason     `schedule`, `demand`, `change` or `verify`
/// @param priority   the higher the sooner, where several are due
/// @param state      `making`, `closing`, `ended`, `failed` or `missed`
/// @param run        its id among the stored runs, once it has ended
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
        String name,
        @JsonIgnore @TypeDef(type = DataType.JSON) @Nullable String plan,
        UUID askedBy,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable UUID evaluation,
        @Nullable String detail) {
    static final String SCHEDULE = "schedule";
    static final String DEMAND = "demand";
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
        return with(ENDED, plan, now, judged, note);
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
                name,
                newPlan,
                askedBy,
                createdAt,
                end,
                judged,
                note);
    }

    /// The run as it is kept, when it is known what was seen in it.
    StoredRun stored(@Nullable String planLine, List<String> models, int observations, int failures, String digest) {
        return new StoredRun(
                organisation,
                project,
                run,
                pact,
                name,
                askedBy,
                planLine,
                createdAt,
                createdAt,
                observations,
                failures,
                models,
                digest);
    }
}
