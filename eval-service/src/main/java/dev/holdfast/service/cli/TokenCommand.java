package dev.holdfast.service.cli;

import dev.holdfast.service.database.DatabaseException;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.server.Server;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Replaces a token that was lost.
@Command(
        name = "token",
        description =
                "Makes a new token for the first admin of a service on this machine, and ends all that this admin had.",
        mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {
    private final Host host;

    @Mixin
    private BackupCommand.DataOption data = new BackupCommand.DataOption();

    @Option(
            names = "--organisation",
            paramLabel = "ID",
            description = "Whose admin. Default: the first organisation's.")
    private Optional<UUID> organisation = Optional.empty();

    TokenCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        try {
            var settings = DoctorCommand.settings(host, "127.0.0.1", 0, data);
            host.terminal().line(Server.replaceToken(settings, host.clock(), organisation));
            return ExitCode.PASS.code();
        } catch (DatabaseException | RefusedException e) {
            host.terminal().say(String.valueOf(e.getMessage()));
            return ExitCode.ERROR.code();
        }
    }
}
