package dev.holdfast.service.cli;

import dev.holdfast.baselines.certify.UntrustedBaselineException;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.service.remote.UnansweredException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The `holdfast` command.
@Command(
        name = "holdfast",
        description = "Notices when an AI agent has drifted from what it promised, and says how sure it is.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Exit codes: 0 PASS, 1 FAIL, 2 usage or invalid pact, 3 INCONCLUSIVE, 4 ERROR (could not measure),",
            "5 nothing evaluated or no baseline, 130 interrupted."
        })
public final class Main implements Runnable {
    private static final int USAGE_WIDTH = 100;

    @Spec
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] arguments) {
        Logging.choose(arguments);
        System.exit(run(Terminal.ofProcess(), System.getenv(), arguments));
    }

    /// Runs one command as a process would, and returns its exit code.
    static int run(Terminal terminal, Map<String, String> environment, String... arguments) {
        var host = new Host(terminal, environment, InstantSource.system());
        return commandLine(host).execute(arguments);
    }

    static CommandLine commandLine(Host host) {
        return new CommandLine(new Main())
                .addSubcommand(new DemoCommand(host))
                .addSubcommand(new InitCommand(host))
                .addSubcommand(new LintCommand(host))
                .addSubcommand(new SchemaCommand(host))
                .addSubcommand(new KeygenCommand(host))
                .addSubcommand(new PlanCommand(host))
                .addSubcommand(new RunCommand(host))
                .addSubcommand(new CertifyCommand(host))
                .addSubcommand(new JudgeCommand(host))
                .addSubcommand(new GateCommand(host))
                .addSubcommand(new BacktestCommand(host))
                .addSubcommand(new ModelCommand(host))
                .addSubcommand(new CommandLine(new CostCommand(host)).addSubcommand(new CostCompareCommand(host)))
                .addSubcommand(new ReportCommand(host))
                .addSubcommand(new VerifyCommand(host))
                .addSubcommand(new ServeCommand(host))
                .addSubcommand(new PushCommand(host))
                .addSubcommand(new DoctorCommand(host))
                .addSubcommand(new BackupCommand(host))
                .addSubcommand(new TokenCommand(host))
                .addSubcommand(new TranscriptsCommand(host))
                .addSubcommand(AuditCommand.line(host))
                .addSubcommand(EvidenceCommand.line(host))
                .addSubcommand(new IncidentsCommand(host))
                .addSubcommand(new ActionsCommand(host))
                .addSubcommand(new RecordDeploymentCommand(host))
                .addSubcommand(new AutoComplete.GenerateCompletion())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(USAGE_WIDTH)
                .setOut(host.terminal().outWriter())
                .setErr(host.terminal().errWriter())
                .setParameterExceptionHandler((e, _) -> misused(host, e))
                .setExecutionExceptionHandler((e, _, _) -> failed(host, e).code());
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int misused(Host host, ParameterException e) {
        var message = String.valueOf(e.getMessage());
        var swallowed = e instanceof MissingParameterException && message.endsWith("'PACT'");
        host.terminal()
                .say(
                        swallowed
                                ? message + "; it comes before --from and --trust, which take every file after them"
                                : message);
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(
                e, e.getCommandLine().getErr())) {
            host.terminal().say("Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.USAGE.code();
    }

    private static ExitCode failed(Host host, Exception e) {
        return switch (e) {
            case InvalidDocumentException invalid -> {
                invalid.problems().forEach(problem -> host.terminal().say(problem.toString()));
                yield ExitCode.USAGE;
            }
            case UsageException usage -> say(host, ExitCode.USAGE, String.valueOf(usage.getMessage()));
            case UntrustedBaselineException untrusted ->
                say(host, ExitCode.USAGE, String.valueOf(untrusted.getMessage()));
            case UnansweredException unanswered ->
                say(
                        host,
                        unanswered.isOurFault() ? ExitCode.USAGE : ExitCode.ERROR,
                        String.valueOf(unanswered.getMessage()));
            case IOException io -> say(host, ExitCode.ERROR, "could not read or write: " + io.getMessage());
            case UncheckedIOException io -> say(host, ExitCode.ERROR, "could not read or write: " + io.getMessage());
            default -> fault(host, e);
        };
    }

    private static ExitCode say(Host host, ExitCode code, String message) {
        host.terminal().say(message);
        return code;
    }

    private static ExitCode fault(Host host, Exception e) {
        if (host.environment().containsKey("HOLDFAST_DEBUG")) {
            e.printStackTrace(host.terminal().err());
        }
        return say(host, ExitCode.ERROR, "this is a fault of Holdfast itself: " + e);
    }
}
