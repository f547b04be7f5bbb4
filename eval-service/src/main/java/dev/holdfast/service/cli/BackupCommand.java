package dev.holdfast.service.cli;

import dev.holdfast.service.database.ColdCopy;
import dev.holdfast.service.database.DatabaseException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Copies the embedded database while the service is stopped, and makes one of a copy.
@Command(
        name = "backup",
        description = "Copies the stopped service's data into one file, or with --restore makes data of such a file.",
        mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
    private final Host host;

    @Parameters(paramLabel = "FILE", description = "The copy: a new file, or with --restore the one to read.")
    private Path file;

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--restore", description = "Make a new data folder of the file.")
    private boolean restore;

    BackupCommand(Host host) {
        this.host = host;
    }

    /// Where the service's data lie.
    static final class DataOption {
        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Where the embedded database lies. Default: ~/.local/share/holdfast.")
        private Optional<Path> data;

        Path folder(Host host) {
            return data.orElseGet(() -> host.folder("XDG_DATA_HOME", ".local/share"));
        }
    }

    @Override
    public Integer call() throws IOException {
        var folder = data.folder(host);
        try {
            var count = restore ? ColdCopy.restore(file, folder) : ColdCopy.write(folder, file);
            host.terminal()
                    .line(
                            restore
                                    ? "%s: %d files of %s".formatted(folder, count, file)
                                    : "%s: %d files of %s".formatted(file, count, folder));
            return ExitCode.PASS.code();
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(e.getFile() + " exists already");
        } catch (DatabaseException e) {
            host.terminal().say(String.valueOf(e.getMessage()));
            return ExitCode.ERROR.code();
        }
    }
}
