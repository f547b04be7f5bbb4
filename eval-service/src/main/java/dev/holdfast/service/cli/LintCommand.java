package dev.holdfast.service.cli;

import dev.holdfast.reports.GitHubReport;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.pact.Remarks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Tells all that is wrong with pacts.
@Command(
        name = "lint",
        description = "Tells all problems of pacts and their golden tasks.",
        mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {
    /// How problems are told.
    enum Format {
        TEXT,
        JSON,
        GITHUB
    }

    /// What `--format json` prints for a pact.
    ///
    /// @param remarks about a valid pact: what may not do what its author hopes
    record Linted(String pact, boolean valid, List<Problem> problems, List<Problem> remarks) {}

    private final Host host;

    @Parameters(arity = "1..*", paramLabel = "PACT", description = "Pact files.")
    private List<Path> pacts;

    @Option(names = "--format", defaultValue = "text", description = "text, json or github (annotations).")
    private Format format;

    LintCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        var results = new ArrayList<Linted>();
        for (var path : pacts) {
            try {
                var file = PactReader.read(path);
                var remarks = Remarks.on(file);
                results.add(new Linted(path.toString(), true, List.of(), remarks));
                tell(file);
                remark(remarks);
            } catch (InvalidDocumentException e) {
                results.add(new Linted(path.toString(), false, e.problems(), List.of()));
                tell(e.problems());
            }
        }
        if (format == Format.JSON) {
            host.terminal().print(Json.pretty(results));
        }
        return (results.stream().allMatch(Linted::valid) ? ExitCode.PASS : ExitCode.USAGE).code();
    }

    private void tell(PactFile file) {
        if (format == Format.TEXT) {
            var plain = file.suite().plain().size();
            var stressed = file.suite().tasks().size() - plain;
            host.terminal()
                    .line("%s: ok, %d promises on %s golden tasks%s"
                            .formatted(
                                    file.path(),
                                    file.pact().promises().size(),
                                    Figures.count(plain),
                                    stressed == 0 ? "" : " and on " + Figures.count(stressed) + " under probes"));
        }
    }

    private void remark(List<Problem> remarks) {
        switch (format) {
            case TEXT -> remarks.forEach(remark -> host.terminal().say("remark: " + remark));
            case GITHUB -> remarks.forEach(remark -> host.terminal().line(GitHubReport.remark(remark)));
            case JSON -> {}
        }
    }

    private void tell(List<Problem> problems) {
        switch (format) {
            case TEXT -> problems.forEach(problem -> host.terminal().say(problem.toString()));
            case GITHUB -> problems.forEach(problem -> host.terminal().line(GitHubReport.problem(problem)));
            case JSON -> {}
        }
    }
}
