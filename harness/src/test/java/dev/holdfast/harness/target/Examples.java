package dev.holdfast.harness.target;

import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.Pact;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Reference;
import dev.holdfast.schema.pact.Response;
import dev.holdfast.schema.pact.Suite;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.pact.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Valid pacts, agents and tasks to start from.
public final class Examples {
    /// What `${env:AGENT_KEY}` stands for.
    public static final String KEY = "sk-planted+secret/0123456789";

    private Examples() {}

    public static Agent agent(Target target, Agent.Limits limits) {
        return new Agent(
                target,
                Optional.empty(),
                Optional.of(new Agent.Prompt("prompt.md", "You take orders.")),
                OptionalInt.empty(),
                limits,
                Optional.of(new Agent.Price(1, 2)),
                dev.holdfast.schema.pact.AnswerPolicy.ONCE);
    }

    public static Target.OpenAi openAi(String url) {
        return new Target.OpenAi(
                new Reference(url),
                "fake-model",
                Optional.of(new Reference("${env:AGENT_KEY}")),
                new Target.Sampling(OptionalDouble.of(0.5), OptionalInt.of(100), OptionalLong.of(1L << 40)));
    }

    public static Agent.Limits limits(int atOnce, Duration timeout, int retries) {
        return new Agent.Limits(atOnce, OptionalDouble.empty(), timeout, retries);
    }

    public static PactFile pact(Agent agent, List<GoldenTask> tasks) {
        var pact = new Pact(
                "order-desk",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                agent,
                List.of("golden.jsonl"),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                Watch.DEFAULT,
                Response.NOTHING,
                Digest.of("pact"),
                Optional.empty());
        return new PactFile(Path.of("pact.yaml"), pact, new Suite(tasks, Json.digest(tasks)));
    }

    public static GoldenTask task(String id, String question) {
        var messages = List.of(new Message(Message.Role.USER, question));
        return new GoldenTask(id, messages, Optional.empty(), Set.of(), Optional.empty());
    }

    public static Secrets secrets() {
        return new Secrets(name -> Optional.of(name).filter("AGENT_KEY"::equals).map(_ -> KEY), Path.of("."));
    }
}
