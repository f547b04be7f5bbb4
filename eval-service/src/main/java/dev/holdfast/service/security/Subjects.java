package dev.holdfast.service.security;

import dev.holdfast.service.database.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Finds the member that a subject of the identity provider is.
@Singleton
final class Subjects {
    private final Database database;
    private final Members members;

    Subjects(Database database, Members members) {
        this.database = database;
        this.members = members;
    }

    /// Absent where nobody is, and where several are and none was meant.
    ///
    /// @param organisation that was meant, by its id
    Optional<Principal> member(String subject, Optional<String> organisation) {
        var found = found(subject).stream()
                .filter(member -> organisation.isEmpty()
                        || organisation.get().equals(member.organisation().toString()))
                .toList();
        return found.size() == 1 ? Optional.of(principal(found.getFirst())) : Optional.empty();
    }

    private List<Member> found(String subject) {
        return database.anonymous(connection -> {
            present(subject, connection);
            return members.findBySubject(subject);
        });
    }

    private static void present(String subject, Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT set_config('holdfast.subject', ?, true)")) {
            statement.setString(1, subject);
            statement.execute();
        }
    }

    /// There is no token of ours; requests are counted by member.
    private static Principal principal(Member member) {
        return new Principal(
                member.organisation(),
                member.id(),
                member.id(),
                "oidc",
                member.name(),
                Optional.empty(),
                ServiceTokens.scopes(member.roles(), null));
    }
}
