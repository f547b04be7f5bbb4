package dev.holdfast.service.cli;

import dev.holdfast.alerting.action.State;
import dev.holdfast.alerting.notify.Message;
import dev.holdfast.reports.TextReport;
import dev.holdfast.reports.terminal.Columns;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.service.demo.Demo;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Shows the whole loop on this machine.
@Command(
        name = "demo",
        description =
                "The whole loop on this machine: certify an agent, change it silently, notice, tell, take it back, verify.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer>, Demo.Listener {
    private static final int WIDTH = 95;

    private final Host host;
    private int steps;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the files go. Default: a new folder among the temporary ones.")
    private Optional<Path> out;

    DemoCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        try {
            var folder = out.isPresent() ? out.get() : Files.createTempDirectory("holdfast-demo-");
            var outcome = new Demo(folder, this, host.clock(), Version.text()).run();
            host.terminal().line("");
            return expected(outcome) ? ExitCode.PASS.code() : ExitCode.FAIL.code();
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(e.getFile() + " exists already; the demo wants an empty folder");
        }
    }

    private boolean expected(Demo.Outcome outcome) {
        var before = outcome.certified().verdict();
        var after = outcome.swapped().verdict();
        var end = outcome.recovered().map(recovered -> recovered.action().state());
        if (before == Verdict.PASS && after == Verdict.FAIL && end.equals(Optional.of(State.VERIFIED))) {
            host.terminal()
                    .line(
                            "The agent that was certified passed, the one that took its place did not, and the way back is"
                                    + " verified.");
            return true;
        }
        host.terminal()
                .line("Expected PASS, FAIL and VERIFIED, got %s, %s and %s: the demo's agent is not as it was."
                        .formatted(before, after, end.map(State::name).orElse("no action")));
        return false;
    }

    @Override
    public void step(String title) {
        host.terminal().line("%n%d. %s".formatted(++steps, title));
    }

    @Override
    public void told(String text) {
        host.terminal().line("   " + text);
    }

    @Override
    public void gated(Evaluation evaluation, Path report) {
        host.terminal().line("");
        TextReport.of(evaluation, host.terminal().screen())
                .lines()
                .forEach(line -> host.terminal().line(line.isEmpty() ? "" : "   " + line));
        host.terminal().line("   report: " + report.toAbsolutePath().toUri());
    }

    @Override
    public void notified(Message message) {
        var item = message.lead();
        host.terminal().line("   [%s] %s".formatted(item.incident().urgency(), message.headline()));
        item.answers().forEach(answer -> {
            host.terminal().line("   " + answer.question());
            Columns.wrap(host.terminal().screen().text(answer.text()), WIDTH)
                    .forEach(line -> host.terminal().line("     " + line));
        });
        host.terminal().line("   Sent because: " + message.reason().words());
    }
}
