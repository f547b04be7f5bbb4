package dev.holdfast.service.cli;

import dev.holdfast.service.demo.ExampleFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Gives somebody a pact to start from.
@Command(
        name = "init",
        description = "Writes a pact, golden tasks and a CI file to start from.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
    private final Host host;

    @Parameters(arity = "0..1", defaultValue = ".", paramLabel = "DIR", description = "Where. Default: here.")
    private Path folder;

    InitCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        try {
            var written = ExampleFiles.ORDER_DESK.write(folder);
            written.forEach(path -> host.terminal().line(path.toString()));
            host.terminal().say("Next: put your agent's URL into ORDER_DESK_URL, then");
            host.terminal().say("  holdfast lint " + folder.resolve("pact.yaml"));
            host.terminal().say("  holdfast certify " + folder.resolve("pact.yaml"));
            host.terminal().say("  holdfast gate " + folder.resolve("pact.yaml"));
            return ExitCode.PASS.code();
        } catch (FileAlreadyExistsException e) {
            throw new UsageException(e.getFile() + " exists already; nothing was written");
        }
    }
}
