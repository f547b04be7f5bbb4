package dev.holdfast.service.api;

import dev.holdfast.service.audit.log.UnrecordedException;
import io.micronaut.http.HttpStatus;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A rule of the database that a request broke, in words for whoever asked.
record SqlRefusal(HttpStatus status, String code, String detail) {
    private static final String TAKEN = "23505";
    private static final String DANGLING = "23503";
    private static final String RULE = "23514";
    private static final String NOT_ALLOWED = "42501";
    private static final String UNFIT = "22";

    /// Absent where the database is at fault, or we are: what it says of the audit log was not asked for by anybody.
    static Optional<SqlRefusal> of(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnrecordedException) {
                return Optional.empty();
            }
            if (cause instanceof SQLException refused && refused.getSQLState() != null) {
                return of(refused.getSQLState());
            }
        }
        return Optional.empty();
    }

    private static Optional<SqlRefusal> of(String state) {
        return Optional.ofNullable(
                switch (state) {
                    case TAKEN ->
                        new SqlRefusal(HttpStatus.CONFLICT, "already_there", "there is one of that name already");
                    case DANGLING ->
                        new SqlRefusal(
                                HttpStatus.UNPROCESSABLE_ENTITY,
                                "dangling",
                                "it refers to something that is not there");
                    case RULE, NOT_ALLOWED ->
                        new SqlRefusal(HttpStatus.FORBIDDEN, "not_allowed", "the database does not allow that");
                    default ->
                        state.startsWith(UNFIT)
                                ? new SqlRefusal(
                                        HttpStatus.UNPROCESSABLE_ENTITY,
                                        "unfit",
                                        "a value is of no use to the database")
                                : null;
                });
    }
}
