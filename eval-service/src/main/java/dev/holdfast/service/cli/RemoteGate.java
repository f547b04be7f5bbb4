package dev.holdfast.service.cli;

import dev.holdfast.reports.ReportFolder;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.service.bundle.Bundle;
import dev.holdfast.service.remote.RemoteService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A gate whose baseline lies in a service, which compares and decides.
record RemoteGate(Host host, ServiceOptions service, OutputFormat format, Optional<Path> report) {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// Asks, prints what a gate on this machine would print, and ends as it would.
    int ask(PactFile file, List<Run> runs, Optional<String> candidate, boolean allowInconclusive) throws IOException {
        var remote = service.open(host);
        var project = service.project().map(name -> remote.project(Optional.of(name)));
        var question = new RemoteService.Question(
                file.pact().name(),
                Bundle.read(file.path()),
                lines(runs),
                candidate,
                Optional.empty(),
                allowInconclusive,
                project);
        var gated = remote.gate(question, PATIENCE);
        if (gated.evaluation().isEmpty()) {
            var reason = "the service says " + gated.answer().reasonCode();
            host.terminal().say(reason);
            new Unevaluated(file.pact().name(), List.of(reason)).print(host, format);
            return gated.answer().exitCode();
        }
        var evaluation = gated.evaluation().get();
        if (report.isPresent()) {
            ReportFolder.write(evaluation, report.get());
        }
        new EvaluationPrinter(host, format).print(evaluation, report.map(dir -> dir.resolve("report.html")));
        return gated.answer().exitCode();
    }

    private static String lines(List<Run> runs) {
        return runs.stream()
                .flatMap(run -> Stream.of(
                                run.plan().stream().map(RunFile::line),
                                run.observations().stream().map(seen -> RunFile.line(run.id(), seen)),
                                run.votes().stream().map(vote -> RunFile.line(run.id(), vote)))
                        .flatMap(part -> part))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
