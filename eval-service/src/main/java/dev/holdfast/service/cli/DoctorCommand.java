package dev.holdfast.service.cli;

import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.service.server.Doctor;
import dev.holdfast.service.server.PactDoctor;
import dev.holdfast.service.server.Settings;
import dev.holdfast.service.transcript.KeySource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Looks at what a service stands on.
@Command(
        name = "doctor",
        description =
                "Looks at database, clock, key and disk of a service, and at whom a pact needs, and says what is wrong.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private final Host host;

    @Mixin
    private BackupCommand.DataOption data = new BackupCommand.DataOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "PACT",
            description = "Whose agent, control and judges are asked a question each, too.")
    private Optional<Path> pact = Optional.empty();

    @Option(names = "--format", defaultValue = "text", description = "text or json.")
    private OutputFormat format;

    DoctorCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var findings = new ArrayList<>(new Doctor(settings(host, "127.0.0.1", 0, data), host.clock()).look());
        if (pact.isPresent()) {
            var file = PactReader.read(pact.get());
            var environment = host.environment();
            var secrets = new Secrets(name -> Optional.ofNullable(environment.get(name)), file.folder());
            findings.addAll(new PactDoctor(secrets, host.clock()).look(file));
        }
        if (format == OutputFormat.JSON) {
            host.terminal().print(Json.pretty(findings));
        } else {
            findings.forEach(finding -> host.terminal()
                    .line("%-5s %-9s %s"
                            .formatted(finding.good() ? "good" : "bad", finding.what(), Visible.line(finding.told()))));
        }
        return (findings.stream().allMatch(Doctor.Finding::good) ? ExitCode.PASS : ExitCode.ERROR).code();
    }

    /// What a service of this machine and environment would be started with.
    static Settings settings(Host host, String address, int port, BackupCommand.DataOption data) {
        try {
            return new Settings(
                    address,
                    port,
                    data.folder(host),
                    host.folder("XDG_CACHE_HOME", ".cache"),
                    Settings.database(host.environment()),
                    Optional.ofNullable(host.environment().get("HOLDFAST_SIGNING_KEY"))
                            .map(Path::of),
                    Optional.ofNullable(host.environment().get("HOLDFAST_TRANSCRIPT_KEYS"))
                            .map(KeySource::of),
                    Set.of(),
                    Version.text());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
