package dev.holdfast.service.cli;

import dev.holdfast.service.database.DatabaseException;
import dev.holdfast.service.server.Server;
import java.io.IOException;
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
        try (var server = Server.start(settings, host.clock())) {
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

    private void tell(String token) {
        host.terminal().line("the first admin's token, told this once:");
        host.terminal().line(token);
    }
}
