package dev.holdfast.service.schedule;

import dev.holdfast.service.Api;
import dev.holdfast.service.TestService;
import dev.holdfast.service.database.LocalPostgres;
import dev.holdfast.service.database.Logins;
import dev.holdfast.service.local.KeyRing;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Two nodes on one PostgreSQL, which they reach through a relay, and what is done to them.
final class Cluster implements AutoCloseable {
    private static final long REFUSED_MILLIS = 3_000;

    private final Path folder;
    private final Path key;
    private final List<Node> nodes = new ArrayList<>();
    private final Relay toAgent;
    private final String token;
    private LocalPostgres postgres;
    private final Relay toPostgres;

    private Cluster(Path folder, int agent) throws IOException {
        this.folder = folder;
        this.key = folder.resolve("key.pem");
        KeyRing.make(key);
        this.toAgent = Relay.to(agent);
        this.postgres = open();
        this.toPostgres = Relay.to(port());
        nodes.add(Node.start(logins(), key, folder.resolve("a")));
        nodes.add(Node.start(logins(), key, folder.resolve("b")));
        this.token = nodes.getFirst().token();
    }

    static Cluster start(Path folder, int agent) throws IOException {
        return new Cluster(folder, agent);
    }

    /// What the nodes call the agent.
    int agentPort() {
        return toAgent.port();
    }

    Path key() {
        return key;
    }

    /// What the first admin sees, on the node that has been there the longest.
    Api admin() {
        return new Api(nodes.getFirst().uri(), token);
    }

    /// Kills a node, and starts another in its place.
    void killANode(RandomGenerator random) throws IOException {
        var victim = nodes.remove(random.nextInt(nodes.size()));
        victim.kill();
        nodes.add(Node.start(logins(), key, victim.folder()));
    }

    /// PostgreSQL throws everybody out and recovers.
    void killABackend() throws IOException, SQLException, InterruptedException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            kill(row.getString(1));
        }
    }

    /// Kills PostgreSQL itself, and starts it again.
    void killPostgres() throws IOException, InterruptedException {
        kill(Files.readAllLines(folder.resolve("data/postgres/postmaster.pid")).getFirst());
        postgres.close();
        postgres = open();
        toPostgres.aim(port());
    }

    /// Nobody gets through to PostgreSQL or to the agent for a while.
    void refuse(boolean agent) throws InterruptedException {
        var relay = agent ? toAgent : toPostgres;
        relay.refuse(true);
        Thread.sleep(REFUSED_MILLIS);
        relay.refuse(false);
    }

    /// As the owner of the tables, which sees one organisation's rows.
    long number(String organisation, String query) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("SELECT set_config('holdfast.organisation', '" + organisation + "', false)");
            try (var row = statement.executeQuery(query)) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            nodes.forEach(Node::stop);
        } finally {
            nodes.forEach(Node::kill);
            toPostgres.close();
            toAgent.close();
            postgres.close();
        }
    }

    private LocalPostgres open() throws IOException {
        return LocalPostgres.open(folder.resolve("data"), TestService.programs());
    }

    private int port() {
        return URI.create(postgres.logins().url().substring("jdbc:".length())).getPort();
    }

    private Logins logins() {
        var logins = postgres.logins();
        return new Logins(
                logins.url().replace(":" + port() + "/", ":" + toPostgres.port() + "/"), logins.app(), logins.owner());
    }

    private Connection connect() throws SQLException {
        var owner = postgres.logins().owner().orElseThrow();
        return DriverManager.getConnection(postgres.logins().url(), owner.user(), owner.password());
    }

    private static void kill(String process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-9", process).start().waitFor();
    }
}
