package dev.holdfast.service.cli;

import dev.holdfast.service.audit.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Takes the audit log of a service away.
@Command(
        name = "export",
        description = "Copies the audit log of a service, with the proofs that it is whole, to a file.",
        mixinStandardHelpOptions = true)
final class AuditExportCommand implements Callable<Integer> {
    private final Host host;

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Option(names = "--out", required = true, paramLabel = "BUNDLE", description = "The file to write.")
    private Path out;

    @Option(names = "--first", defaultValue = "0", paramLabel = "LEAF", description = "The first leaf. Default: 0.")
    private long first;

    @Option(
            names = "--checkpoint",
            paramLabel = "NOTE",
            description = "An older checkpoint that a part of the log is to prove it continues.")
    private Optional<Path> checkpoint;

    AuditExportCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        if (first < 0) {
            throw new UsageException("leaves are counted from 0");
        }
        var since = checkpoint.isPresent()
                ? OptionalLong.of(Checkpoint.read(checkpoint.get().toString(), Files.readString(checkpoint.get()))
                        .size())
                : OptionalLong.empty();
        var part = out.resolveSibling("." + out.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            service.open(host).exportLog(first, since, part);
            Files.move(part, out, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        host.terminal().line("exported to " + out + "; check it with `holdfast audit verify --bundle " + out + "`");
        return ExitCode.PASS.code();
    }
}
