package dev.holdfast.service.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Takes evidence away.
@Command(
        name = "export",
        description = "Writes tables, baselines and the audit log of a period into one archive with a signed manifest.",
        mixinStandardHelpOptions = true)
final class EvidenceExportCommand implements Callable<Integer> {
    private final Host host;

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DAY",
            converter = Moment.class,
            description = "The first day (UTC), such as 2026-01-01, or a moment.")
    private Instant from = Instant.EPOCH;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DAY",
            converter = Moment.class,
            description = "The day after the last (UTC), or a moment.")
    private Instant to = Instant.EPOCH;

    @Option(names = "--out", required = true, paramLabel = "ARCHIVE", description = "The file to write.")
    private Path out = Path.of("");

    EvidenceExportCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        var part = out.resolveSibling("." + out.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            service.open(host).exportEvidence(from, to, part);
            Files.move(part, out, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
        host.terminal().line("exported to " + out + "; check it with `holdfast evidence verify " + out + "`");
        return ExitCode.PASS.code();
    }

    /// A day, or a moment.
    static final class Moment implements CommandLine.ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.contains("T")
                        ? Instant.parse(text)
                        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeParseException e) {
                throw new CommandLine.TypeConversionException(
                        "expected a day such as 2026-01-31 or a moment such as 2026-01-31T12:00:00Z, got \"" + text
                                + "\"");
            }
        }
    }
}
