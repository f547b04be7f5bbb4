package dev.holdfast.service.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What the service logged.
@Command(name = "audit", description = "Checks what the service logged, offline.", mixinStandardHelpOptions = true)
final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    static CommandLine line(Host host) {
        return new CommandLine(new AuditCommand()).addSubcommand(new AuditVerifyCommand(host));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
