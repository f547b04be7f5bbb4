package dev.holdfast.service.cli;

import dev.holdfast.baselines.certify.BaselineFile;
import dev.holdfast.baselines.certify.Certification;
import dev.holdfast.baselines.certify.Certifier;
import dev.holdfast.baselines.certify.SigningKey;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.schema.baseline.Certificate;
import dev.holdfast.schema.baseline.RunScatter;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.pact.Watch;
import dev.holdfast.schema.run.Run;
import dev.holdfast.service.local.KeyRing;
import dev.holdfast.service.local.Recordings;
import dev.holdfast.service.local.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a signed baseline.
@Command(
        name = "certify",
        description = "Makes a signed baseline of runs, recorded before or made now.",
        mixinStandardHelpOptions = true)
final class CertifyCommand implements Callable<Integer> {
    private final Host host;

    @Parameters(paramLabel = "PACT", description = "The pact.")
    private Path pact;

    @Option(
            names = "--from",
            arity = "1..*",
            paramLabel = "RUNS",
            description = "Files of recorded runs. Without it, runs are made now.")
    private List<Path> from = List.of();

    @Option(names = "--run", arity = "1..*", paramLabel = "NAME", description = "Only these runs of the files.")
    private List<String> named = List.of();

    @Option(
            names = "--runs",
            defaultValue = "3",
            paramLabel = "N",
            description = "How many runs to make. Default ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            converter = Replays.Converter.class,
            description = "Replays of each task in a run. Default: the pact's, else 1.")
    private Optional<Watch.Repeats> repeats;

    @Option(names = "--out", paramLabel = "BASELINE", description = "Default: <pact>.baseline.json beside the pact.")
    private Optional<Path> out;

    @Option(names = "--key", paramLabel = "KEY", description = "Signing key. Default: your own, made on first use.")
    private Optional<Path> key;

    @Option(names = "--format", defaultValue = "text", description = "text or json.")
    private OutputFormat format;

    CertifyCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        var file = PactReader.read(pact);
        var evidence = from.isEmpty() ? make(file) : recorded(file);
        return switch (new Certifier(file, evidence.runs(), evidence.control())
                .certify(host.clock().instant(), Version.text())) {
            case Certification.Certified certified -> {
                var path = out.orElseGet(() -> file.resolve(file.pact().name() + ".baseline.json"));
                var signer = signer();
                BaselineFile.write(path, certified, signer);
                print(file, certified.certificate(), path, signer.publicKey().id());
                yield ExitCode.PASS.code();
            }
            case Certification.Refused refused -> {
                if (format == OutputFormat.JSON) {
                    host.terminal().print(Json.pretty(refused));
                }
                refused.reasons().forEach(reason -> host.terminal().say("not certified: " + reason));
                yield ExitCode.INCONCLUSIVE.code();
            }
        };
    }

    /// The runs that are to be certified, and the control's of the same occasions.
    private record Occasions(List<Run> runs, List<Run> control) {}

    private Occasions recorded(PactFile file) {
        var runs = Recordings.pick(file, from, named, host.terminal()::say);
        return new Occasions(runs, Recordings.controls(file, from, runs));
    }

    private Occasions make(PactFile file) throws IOException {
        var replays = new Replays(host);
        var made = new Occasions(new ArrayList<>(), new ArrayList<>());
        var first = replays.workbench().runId(file);
        for (var i = 1; i <= runs; i++) {
            var id = first + "-" + i;
            var order = new Workbench.Order(id, Workbench.journal(file, id), Replays.repeats(file, repeats), false);
            var run = replays.make(file, order, Hearing.of(made.runs()));
            made.runs().add(run.run());
            replays.control(file, order, run).map(Workbench.Made::run).ifPresent(made.control()::add);
        }
        return made;
    }

    private SigningKey signer() throws IOException {
        if (key.isPresent()) {
            return KeyRing.read(key.get());
        }
        var ring = new KeyRing(host.home());
        var own = ring.own();
        if (own.isPresent()) {
            return own.get();
        }
        host.terminal().say("made a signing key of your own: " + ring.makeOwn());
        return ring.own().orElseThrow();
    }

    private void print(PactFile file, Certificate certificate, Path path, String keyId) {
        if (format == OutputFormat.JSON) {
            host.terminal().print(Json.pretty(certificate));
            return;
        }
        host.terminal()
                .line("certified %s from %s, %s tasks%s"
                        .formatted(
                                certificate.pact(),
                                certificate.runs().size() == 1
                                        ? "a single run"
                                        : certificate.runs().size() + " runs",
                                Figures.count(certificate.questions().size()),
                                certificate.provisional() ? " - provisional" : ""));
        certificate.limits().forEach(limit -> host.terminal().line("  note: " + limit));
        new java.util.TreeMap<>(certificate.levels()).forEach((name, level) -> {
            var unit = Objects.requireNonNull(file.pact().metrics().get(name)).unit();
            host.terminal()
                    .line("  %-20s %s  (95 %% interval %s … %s)"
                            .formatted(
                                    name, unit.text(level.value()), unit.text(level.low()), unit.text(level.high())));
        });
        certificate.scatter().stream()
                .filter(scatter -> scatter.slice().isEmpty())
                .forEach(scatter -> host.terminal().line(text(file, scatter)));
        host.terminal().line("baseline: %s, signed by key %s".formatted(path, keyId.substring(0, 12)));
    }

    private static String text(PactFile file, RunScatter scatter) {
        var unit = file.pact().promisesOfMetrics().stream()
                .filter(promise -> promise.id().equals(scatter.promise()))
                .map(promise -> file.pact().metricOf(promise).unit())
                .findFirst()
                .orElseThrow();
        return "  %-20s whole runs ±%s: %.1f times the variance of their replays, at most %.1f"
                .formatted(scatter.promise(), unit.difference(scatter.deviation()), scatter.ratio(), scatter.atMost());
    }
}
