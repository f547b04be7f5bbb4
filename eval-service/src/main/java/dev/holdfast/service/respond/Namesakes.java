package dev.holdfast.service.respond;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import jakarta.inject.Singleton;
import java.util.UUID;

/// Agents of one name in several projects. What is said of the name alone is said of none of them.
@Singleton
final class Namesakes {
    private final Database database;

    Namesakes(Database database) {
        this.database = database;
    }

    /// An agent that nobody named goes by its pact's name.
    boolean are(UUID organisation, String agent) {
        return database.read(
                Tenant.of(organisation),
                connection -> Rows.texts(connection, """
                        SELECT DISTINCT p.project::text FROM pacts p
                        LEFT JOIN agents a ON a.organisation = p.organisation AND a.id = p.agent
                        WHERE coalesce(a.name, p.name) = ? LIMIT 2""", agent).size() > 1);
    }
}
