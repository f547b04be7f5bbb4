package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.Route;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One organisation has a row in every table; another asks every route for them. Both lists are the program's own, so
/// that a new table or route is asked about without being named here.
final class StrangersTest {
    private final Team team = Team.found("ours");
    private final Api stranger = TestService.admin("strangers");
    private final Database database = TestService.bean(Database.class);

    @BeforeEach
    void keepSomethingOfEverything() {
        var pact = team.publish(PactControllerTest.FILES).text("pact");
        team.admin()
                .post("/v1/agents", Json.line(Map.of("project", team.project(), "name", "desk", "about", "secret")));
        var runs = List.of(run(pact, "a", 40), run(pact, "b", 40));
        var baseline = team.author().post("/v1/baselines", Json.line(Map.of("pact", pact, "runs", runs)));
        team.certifier()
                .post("/v1/baselines/" + baseline.text("id") + "/decision", Json.line(Map.of("choice", "CERTIFY")));
        team.author().post("/v1/evaluations", Json.line(Map.of("run", runs.getFirst())));
        var digest = team.author()
                .get("/v1/pacts/" + pact + "/versions/1")
                .json()
                .path("version")
                .path("digest")
                .asText();
        var gate = team.ci()
                .post("/v1/gates", Json.line(Map.of("pact", "yes-sayer", "digest", digest, "run", lines("c", 40))));
        assertThat(gate.status()).as(gate.body()).isEqualTo(202);
    }

    @Test
    void seesNoRowOfAnotherOrganisationInAnyTable() {
        var stranger = Tenant.of(TestService.organisation("x").organisation().organisation());
        var ours = UUID.fromString(team.admin().get("/v1/me").text("organisation"));

        var seen = database.read(stranger, connection -> {
            var visible = new TreeMap<String, Integer>();
            for (var table : tables(connection)) {
                visible.put(table, count(connection, table, ours));
            }
            return visible;
        });
        var there = database.read(Tenant.of(ours), connection -> count(connection, "gates", ours));

        assertThat(seen).hasSizeGreaterThan(12);
        assertThat(seen.values()).containsOnly(0);
        assertThat(there).isEqualTo(1);
    }

    @Test
    void answersNoRouteWithWhatIsAnotherOrganisations() {
        var names = ids();

        var leaks = new ArrayList<String>();
        for (var route : Route.all()) {
            for (var name : route.path().contains("{") ? names : List.of("")) {
                var answer = route.ask(stranger, name, body(name));
                if (answer.status() < 300 && names.stream().anyMatch(answer.body()::contains)) {
                    leaks.add(route.method() + " " + route.path() + " told of " + name);
                }
            }
        }

        assertThat(names).hasSizeGreaterThan(8);
        assertThat(leaks).isEmpty();
    }

    /// Bodies that name what is another's: the pact, the run, the member, the project.
    private static String body(String name) {
        return Json.line(Map.of("pact", name, "run", name, "member", name, "project", name, "name", "x"));
    }

    /// The names of everything that we have.
    private List<String> ids() {
        return Route.all().stream()
                .filter(route -> route.method().equals("GET") && !route.path().contains("{"))
                .flatMap(route -> team.admin().get(route.path()).json().findValuesAsText("id").stream())
                .filter(name -> name.matches("[0-9a-f-]{36}"))
                .distinct()
                .toList();
    }

    private String run(String pact, String name, int right) {
        return team.record(pact, lines(name, right))
                .json()
                .path("runs")
                .path(0)
                .path("id")
                .asText();
    }

    private static String lines(String name, int right) {
        return IntStream.range(0, PactControllerTest.TASKS)
                .mapToObj(i -> "{\"run\":\"%s\",\"task\":\"t%d\",\"output\":\"%s\"}"
                        .formatted(name, i, i < right ? "yes" : "no"))
                .collect(Collectors.joining("\n"));
    }

    /// All that have rows of organisations.
    private static List<String> tables(Connection connection) throws SQLException {
        var tables = new ArrayList<String>();
        try (var row = connection.createStatement().executeQuery("""
                SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'organisation'
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition""")) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    private static int count(Connection connection, String table, UUID organisation) throws SQLException {
        try (var select = connection.prepareStatement("SELECT count(*) FROM " + table + " WHERE organisation = ?")) {
            select.setObject(1, organisation);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
