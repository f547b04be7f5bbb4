package dev.holdfast.service.cli;

import dev.holdfast.alerting.wire.HttpLine;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.service.database.DatabaseException;
import dev.holdfast.service.respond.AlertingFile;
import dev.holdfast.service.respond.Switchboard;
import dev.holdfast.service.server.Neighbours;
import dev.holdfast.service.server.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs the service until it is told to stop.
@Command(
        name = "serve",
        description = "The service: HTTP API on PostgreSQL, embedded unless HOLDFAST_DB_URL names another.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Host host;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            paramLabel = "ADDRESS",
            description = "Where to listen. Default: ${DEFAULT-VALUE}, this machine only.")
    private String address = "";

    @Option(
            names = "--port",
            defaultValue = "8470",
            paramLabel = "PORT",
            description = "Default: ${DEFAULT-VALUE}; 0 takes any.")
    private int port;

    @Mixin
    private BackupCommand.DataOption data = new BackupCommand.DataOption();

    @Option(
            names = "--alerting",
            paramLabel = "FILE",
            description = "Who is told of incidents, and what holds the pins of agents. Default: nobody and nothing.")
    private Optional<Path> alerting;

    @Option(
            names = "--trust-host",
            arity = "1..*",
            paramLabel = "HOST",
            description = "Agents may be here too, although the address is not public. Default: public addresses only.")
    private Set<String> trusted = Set.of();

    ServeCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var settings = DoctorCommand.settings(host, address, port, data).trusting(trusted);
        try (var server = Server.start(settings, host.clock(), neighbours());
                var line = new HttpLine(PATIENCE)) {
            alerting.ifPresent(file -> connect(file, server, line));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
            server.firstToken().ifPresent(this::tell);
            host.terminal().line("listening on " + server.uri());
            server.await();
            return ExitCode.PASS.code();
        } catch (DatabaseException e) {
            host.terminal().say(String.valueOf(e.getMessage()));
            return ExitCode.ERROR.code();
        }
    }

    private Neighbours neighbours() {
        try {
            return Neighbours.of(host.environment());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private void connect(Path file, Server server, HttpLine line) {
        var environment = host.environment();
        var secrets = new Secrets(
                name -> Optional.ofNullable(environment.get(name)),
                file.toAbsolutePath().resolveSibling(""));
        try {
            AlertingFile.read(file).connect(server.bean(Switchboard.class), line, secrets, host.clock());
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    private void tell(String token) {
        host.terminal().line("the first admin's token, told this once:");
        host.terminal().line(token);
    }
}
