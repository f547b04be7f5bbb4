package dev.holdfast.service.cli;

import dev.holdfast.service.database.DatabaseException;
import dev.holdfast.service.server.Server;
import dev.holdfast.service.server.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the embedded database lies. Default: ~/.local/share/holdfast.")
    private Optional<Path> data;

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
        try (var server = Server.start(settings(), host.clock())) {
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

    private Settings settings() {
        try {
            return new Settings(
                    address,
                    port,
                    data.orElseGet(() -> folder("XDG_DATA_HOME", ".local/share")),
                    folder("XDG_CACHE_HOME", ".cache"),
                    Settings.database(host.environment()),
                    Optional.ofNullable(host.environment().get("HOLDFAST_SIGNING_KEY"))
                            .map(Path::of),
                    trusted,
                    Version.text());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private void tell(String token) {
        host.terminal().line("the first admin's token, told this once:");
        host.terminal().line(token);
    }

    /// Where a user's files of a kind are kept by the rules of the desktop.
    private Path folder(String variable, String below) {
        var named = host.environment().get(variable);
        var base = named != null
                ? Path.of(named)
                : Path.of(Objects.requireNonNullElse(host.environment().get("HOME"), "."), below);
        return base.resolve("holdfast");
    }
}
