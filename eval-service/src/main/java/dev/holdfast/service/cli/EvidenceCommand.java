package dev.holdfast.service.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What an organisation can show of a period.
@Command(
        name = "evidence",
        description = "Takes what a service can show of a period away, signed, and checks it offline.",
        mixinStandardHelpOptions = true)
final class EvidenceCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    static CommandLine line(Host host) {
        return new CommandLine(new EvidenceCommand())
                .addSubcommand(new EvidenceExportCommand(host))
                .addSubcommand(new EvidenceVerifyCommand(host));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
