package dev.holdfast.service.audit.log;

import dev.holdfast.service.database.Database;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done for one organisation after the other, every now and then.
@FunctionalInterface
public interface Round {
    void visit(UUID organisation) throws IOException;

    /// Visits all. Where that fails for one, the next is none the worse for it.
    ///
    /// @param otherwise what has not been done then, as the log says it
    static void go(Database database, String otherwise, Round round) {
        for (var organisation : AuditLog.organisations(database)) {
            try {
                round.visit(organisation);
            } catch (IOException | RuntimeException e) {
                log().error("of {}, {}: {}", organisation, otherwise, e.getMessage());
            }
        }
    }

    private static Logger log() {
        return LoggerFactory.getLogger(Round.class);
    }
}
