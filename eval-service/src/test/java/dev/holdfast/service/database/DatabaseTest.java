package dev.holdfast.service.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.service.TestService;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DatabaseTest {
    private final Database database = TestService.bean(Database.class);

    @Test
    void showsATenantItsOwnRows() {
        var mine = Tenant.of(TestService.organisation("mine").organisation().organisation());

        assertThat(database.<Integer>read(mine, connection -> count(connection, "organisations")))
                .isEqualTo(1);
        assertThat(database.<Integer>read(mine, connection -> count(connection, "members")))
                .isEqualTo(1);
    }

    @Test
    void showsNoRowToATransactionThatNamesNoTenant() {
        TestService.organisation("somebody");

        assertThat(database.<Integer>anonymous(connection -> count(connection, "organisations")))
                .isZero();
        assertThat(database.<Integer>anonymous(connection -> count(connection, "tokens")))
                .isZero();
    }

    @Test
    void forgetsTheTenantWithItsTransaction() {
        var mine = Tenant.of(TestService.organisation("mine").organisation().organisation());
        database.read(mine, connection -> count(connection, "members"));

        for (var i = 0; i < 20; i++) {
            assertThat(database.<Integer>anonymous(connection -> count(connection, "members")))
                    .isZero();
        }
    }

    @Test
    void refusesARowOfAnotherTenant() {
        var mine = Tenant.of(TestService.organisation("mine").organisation().organisation());
        var theirs = TestService.organisation("theirs").organisation().organisation();

        assertThatThrownBy(() -> database.write(mine, connection -> insertProject(connection, theirs)))
                .hasMessageContaining("row-level security");
    }

    @Test
    void refusesATransactionInsideAnother() {
        var mine = Tenant.of(TestService.organisation("mine").organisation().organisation());

        assertThatThrownBy(() -> database.read(mine, _ -> database.read(mine, _ -> 1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsATokenOfOneProjectToThatProject() {
        var organisation = TestService.organisation("mine").organisation().organisation();
        var one = database.write(Tenant.of(organisation), connection -> insertProject(connection, organisation));
        database.write(Tenant.of(organisation), connection -> insertProject(connection, organisation));

        var seen =
                database.read(new Tenant(organisation, Optional.of(one)), connection -> count(connection, "projects"));

        assertThat(seen).isEqualTo(1);
    }

    @Test
    void worksAsARoleThatRowLevelSecurityHolds() {
        var flags = database.anonymous(connection -> {
            try (var row = connection.createStatement().executeQuery("""
                    SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles
                    WHERE rolname = current_user""")) {
                row.next();
                return List.of(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4));
            }
        });

        assertThat(flags).containsOnly(false);
    }

    /// A table that is new and not isolated fails here.
    @Test
    void isolatesEveryTableForItsOwnerToo() {
        var open = database.anonymous(connection -> names(connection, """
                SELECT relname FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                  AND NOT (relrowsecurity AND relforcerowsecurity
                           AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid))"""));

        // none of them tells anything of an organisation
        assertThat(open)
                .containsExactlyInAnyOrder("agent_rates", "flyway_schema_history", "installation", "token_rates");
    }

    /// Runs of several teams may be the first of a month at once.
    @Test
    void makesANewMonthOnceForAllWhoNeedIt() throws InterruptedException {
        var mine = Tenant.of(TestService.organisation("mine").organisation().organisation());

        try (var threads = Executors.newFixedThreadPool(4)) {
            var made = threads.invokeAll(IntStream.range(0, 24)
                    .mapToObj(i -> (Callable<Boolean>) () -> database.write(mine, connection -> {
                        try (var call = connection.prepareCall("CALL prepare_month(?)")) {
                            call.setObject(1, OffsetDateTime.parse("2041-0%d-15T00:00:00Z".formatted(1 + i / 4)));
                            return call.execute();
                        }
                    }))
                    .toList());

            assertThat(made).allMatch(one -> one.state() == Future.State.SUCCESS);
        }
    }

    private static int count(Connection connection, String table) throws SQLException {
        try (var row = connection.createStatement().executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static List<String> names(Connection connection, String query) throws SQLException {
        var names = new ArrayList<String>();
        try (var row = connection.createStatement().executeQuery(query)) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        return names;
    }

    private static UUID insertProject(Connection connection, UUID organisation) throws SQLException {
        var id = UUID.randomUUID();
        try (var insert = connection.prepareStatement(
                "INSERT INTO projects (organisation, id, name, created_at, version) VALUES (?, ?, ?, now(), 0)")) {
            insert.setObject(1, organisation);
            insert.setObject(2, id);
            insert.setString(3, id.toString());
            insert.executeUpdate();
        }
        return id;
    }
}
