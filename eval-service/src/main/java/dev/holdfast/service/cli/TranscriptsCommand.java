package dev.holdfast.service.cli;

import dev.holdfast.service.transcript.KeyFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The keys of transcripts.
@Command(
        name = "transcripts",
        description = "Makes and changes the keys that a service seals transcripts with.",
        mixinStandardHelpOptions = true)
final class TranscriptsCommand implements Runnable {
    private final Host host;

    @Spec
    private CommandSpec spec;

    TranscriptsCommand(Host host) {
        this.host = host;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "keygen", description = "Makes a file with a new key.", mixinStandardHelpOptions = true)
    int keygen(@Parameters(paramLabel = "KEYS", description = "The new file.") Path keys) throws IOException {
        try {
            host.terminal()
                    .line("%s: key %s (keep it secret)"
                            .formatted(keys, name(KeyFile.make(keys).current())));
            return ExitCode.PASS.code();
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(e.getFile() + " exists already; keys are never overwritten");
        }
    }

    @Command(
            name = "rotate",
            description = "Adds a new key to a file, for what is new; the old keys still open what is old.",
            mixinStandardHelpOptions = true)
    int rotate(@Parameters(paramLabel = "KEYS", description = "The file.") Path keys) throws IOException {
        try {
            var rotated = KeyFile.rotate(keys);
            host.terminal()
                    .line("%s: key %s from now on, %d keys in all; restart the service, then ask it to re-wrap"
                            .formatted(
                                    keys, name(rotated.current()), rotated.all().size()));
            return ExitCode.PASS.code();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static String name(int key) {
        return Integer.toUnsignedString(key);
    }
}
