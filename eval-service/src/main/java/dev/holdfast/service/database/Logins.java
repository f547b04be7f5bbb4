package dev.holdfast.service.database;

import java.util.Optional;

/// Who speaks to the database, and where it is.
///
/// @param url   a JDBC URL of a PostgreSQL database
/// @param app   the role that the service works as; it owns nothing and may bypass nothing
/// @param owner the role that owns the schema and migrates it; absent where somebody else does that
public record Logins(String url, Login app, Optional<Login> owner) {
    /// A role and its password.
    public record Login(String user, String password) {
        /// Without the password.
        @Override
        public String toString() {
            return user;
        }
    }
}
