package dev.holdfast.service.cli;

import dev.holdfast.schema.pact.PactSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Prints the language.
@Command(
        name = "schema",
        description = "Prints the JSON Schema of pacts, for editors.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
    private final Host host;

    SchemaCommand(Host host) {
        this.host = host;
    }

    @Override
    public Integer call() {
        host.terminal().print(PactSchema.text());
        return ExitCode.PASS.code();
    }
}
