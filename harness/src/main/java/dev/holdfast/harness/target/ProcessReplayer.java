package dev.holdfast.harness.target;

import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.harness.tool.ToolServer;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks a program on this machine, started anew for every replay in a folder of its own.
///
/// @param environment with its references looked up
record ProcessReplayer(
        Target.Program target,
        List<String> command,
        Map<String, String> environment,
        Optional<Path> workspace,
        Duration timeout,
        Template template,
        AnswerReading reading,
        Failures failures,
        ToolServer tools)
        implements Replayer {
    /// Where a program finds the pact's tools.
    private static final String TOOLS_URL = "HOLDFAST_TOOLS_URL";

    private static final String MCP_URL = "HOLDFAST_MCP_URL";

    static ProcessReplayer open(Target.Program target, Agent agent, PactFile pact, Secrets secrets, ToolServer tools) {
        var environment = new LinkedHashMap<String, String>();
        target.environment().forEach((name, value) -> environment.put(name, secrets.resolve(value)));
        return new ProcessReplayer(
                target,
                command(target, pact),
                environment,
                target.workspace().map(folder -> pact.resolve(folder.path())),
                agent.limits().timeout(),
                new Template(agent.prompt().map(Agent.Prompt::text), secrets),
                new AnswerReading(target.answer(), secrets),
                new Failures(target.command().getFirst(), secrets),
                tools);
    }

    /// A program that is named by a path is relative to the pact, as all paths are.
    private static List<String> command(Target.Program target, PactFile pact) {
        var command = new ArrayList<>(target.command());
        if (command.getFirst().contains("/")) {
            command.set(0, pact.resolve(command.getFirst()).toAbsolutePath().toString());
        }
        return command;
    }

    @Override
    public Reply replay(GoldenTask task, int repeat) throws InterruptedException {
        if (task.messages().isEmpty()) {
            return Reply.failed(Outcome.Kind.REJECTED, "the task has no message to ask");
        }
        try (var folder = ReplayFolder.copyOf(workspace);
                var visit = tools.open(task, repeat)) {
            var asked = new Template.Asked(task, repeat, Optional.of(visit));
            var program = new Program(
                    template.fill(command, asked), folder, environment(visit), timeout, target.mostOutput());
            var reply = reply(program.run(stdin(asked)));
            return reply.calling(visit.calls(reply.toolCalls()));
        } catch (IOException e) {
            return Reply.failed(
                    Outcome.Kind.REJECTED, failures.message("cannot be started: " + String.valueOf(e.getMessage())));
        }
    }

    /// With where the tools are, unless the pact uses these names itself.
    private Map<String, String> environment(ToolServer.Visit visit) {
        var all = new LinkedHashMap<String, String>();
        visit.url().ifPresent(url -> all.put(TOOLS_URL, url));
        visit.mcpUrl().ifPresent(url -> all.put(MCP_URL, url));
        all.putAll(environment);
        return all;
    }

    @Override
    public void close() {
        tools.close();
    }

    private Reply reply(Program.Ended ended) {
        return switch (ended) {
            case Program.Ended.Exited(int code, var out, var _, var took) when code == 0 -> reading.reply(out, took);
            case Program.Ended.Exited(int code, var _, var err, var _) ->
                Reply.failed(Outcome.Kind.SERVER_ERROR, "exit code " + code + ": " + failures.lastWords(err));
            case Program.Ended.TooLate(var out) -> Reply.tooLate(timeout).after(failures.partial(out));
            case Program.Ended.Unheard _ ->
                Reply.failed(
                        Outcome.Kind.NO_ANSWER,
                        "what the program printed has no end: something that it started holds it open");
            case Program.Ended.TooMuch _ ->
                Reply.failed(Outcome.Kind.NO_ANSWER, "the program printed more than " + target.mostOutput() + " bytes");
        };
    }

    private String stdin(Template.Asked asked) {
        return switch (target.stdin()) {
            case QUESTION -> asked.question();
            case MESSAGES -> Json.line(asked.messages());
            case JSON -> {
                var all = new LinkedHashMap<String, Object>();
                all.put("task", asked.task().id());
                all.put("repeat", asked.repeat());
                template.prompt().ifPresent(prompt -> all.put("prompt", prompt));
                all.put("question", asked.question());
                all.put("messages", asked.messages());
                yield Json.line(all);
            }
        };
    }
}
