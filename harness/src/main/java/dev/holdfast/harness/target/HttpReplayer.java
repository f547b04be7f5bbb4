package dev.holdfast.harness.target;

import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.tool.ToolBox;
import dev.holdfast.harness.tool.ToolServer;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Asks a server as the pact says how.
///
/// @param url     and `headers`: with their references looked up
record HttpReplayer(
        Target.Http target,
        URI url,
        Map<String, List<String>> headers,
        Template template,
        AnswerReading reading,
        Failures failures,
        Transport transport,
        ToolServer tools)
        implements Replayer {
    private static final GoldenTask NO_TASK =
            new GoldenTask("", List.of(), Optional.empty(), Set.of(), Optional.empty());

    static HttpReplayer open(
            Target.Http target, Agent agent, Failures failures, Supplier<Transport> transport, ToolBox box) {
        var secrets = failures.secrets();
        var url = URI.create(Targets.url(target.url(), secrets));
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", List.of("application/json"));
        headers.put("Accept", List.of("application/json"));
        target.headers().forEach((name, value) -> headers.put(name, List.of(secrets.resolve(value))));
        var template = new Template(agent.prompt().map(Agent.Prompt::text), secrets);
        // a secret that is missing is told now, and not by every task
        target.request().ifPresent(request -> template.fill(request, new Template.Asked(NO_TASK, 0, Optional.empty())));
        var reading = new AnswerReading(target.answer(), secrets);
        var tools = ToolServer.start(box, agent.limits().timeout());
        return new HttpReplayer(target, url, headers, template, reading, failures, transport.get(), tools);
    }

    @Override
    public Reply replay(GoldenTask task, int repeat) throws InterruptedException {
        if (task.messages().isEmpty()) {
            return Reply.failed(Outcome.Kind.REJECTED, "the task has no message to ask");
        }
        try (var visit = tools.open(task, repeat)) {
            var reply = ask(new Template.Asked(task, repeat, Optional.of(visit)));
            return reply.calling(visit.calls(reply.toolCalls()));
        }
    }

    private Reply ask(Template.Asked asked) throws InterruptedException {
        var body = target.request().map(request -> Json.line(template.fill(request, asked)));
        var started = System.nanoTime();
        try {
            var answer = transport.send(target.method(), url, headers, body);
            return reading.reply(answer.body(), Duration.ofNanos(System.nanoTime() - started));
        } catch (Unanswered e) {
            return failures.reply(e);
        }
    }

    @Override
    public void close() {
        tools.close();
        transport.close();
    }
}
