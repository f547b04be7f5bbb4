package dev.holdfast.service.cli;

import dev.holdfast.service.local.KeyRing;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Makes a signing key.
@Command(name = "keygen", description = "Makes an Ed25519 key that signs baselines.", mixinStandardHelpOptions = true)
final class KeygenCommand implements Callable<Integer> {
    private final Host host;

    @Parameters(paramLabel = "KEY", description = "The new private key; its public half goes to KEY.pub.")
    private Path key;

    KeygenCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        try {
            var made = KeyRing.make(key);
            host.terminal()
                    .line("%s (keep it secret)%n%s.pub (give it away)%nkey id %s".formatted(key, key, made.id()));
            return ExitCode.PASS.code();
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(e.getFile() + " exists already; a key is never overwritten");
        }
    }
}
