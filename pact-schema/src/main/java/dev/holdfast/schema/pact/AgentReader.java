package dev.holdfast.schema.pact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads the `agent` of a pact, and the `control` beside it.
final class AgentReader {
    private final Path folder;
    private final Map<String, Target.OpenAi> judges;

    /// @param judges the models that may judge, by name
    AgentReader(Path folder, Map<String, Target.OpenAi> judges) {
        this.folder = folder;
        this.judges = judges;
    }

    Optional<Agent> read(Cursor agent) {
        var limits = limits(agent.child("limits"));
        var prompt = prompt(agent.child("prompt"));
        var target = new TargetReader(folder).read(agent.child("target"));
        var policy = policy(agent.child("policy"));
        if (policy.needsLogProbabilities()
                && target.filter(Target.OpenAi.class::isInstance).isEmpty()) {
            agent.child("policy").child("confidence").problem("only `openai` targets tell log-probabilities");
        }
        if (limits.streamed() && target.filter(kind -> !isStreamed(kind)).isPresent()) {
            agent.child("limits")
                    .child("stream")
                    .problem(
                            "only chat models that are asked over HTTP can be asked for answers piece by piece: `openai`,"
                                    + " `openai_responses`, `anthropic`, `gemini`, `mistral` and `ollama` targets");
        }
        return target.map(kind -> new Agent(
                kind,
                agent.child("pin").text(),
                prompt,
                agent.child("context_window").whole(),
                limits,
                price(agent.child("price")),
                policy));
    }

    /// Reads the `control` of a pact.
    Optional<Control> control(Cursor control) {
        var prompt = prompt(control.child("prompt"));
        return new TargetReader(folder).read(control.child("target")).map(target -> new Control(target, prompt));
    }

    private Optional<Agent.Prompt> prompt(Cursor at) {
        return at.text().flatMap(path -> {
            try {
                return Optional.of(new Agent.Prompt(path, Files.readString(folder.resolve(path))));
            } catch (IOException e) {
                at.problem("the prompt file \"" + path + "\" cannot be read");
                return Optional.empty();
            }
        });
    }

    private static boolean isStreamed(Target target) {
        return switch (target) {
            case Target.OpenAi _, Target.Chat _ -> true;
            case Target.Recorded _, Target.Http _, Target.Program _, Target.OpenClaw _, Target.Local _ -> false;
        };
    }

    private static Agent.Limits limits(Cursor at) {
        var defaults = Agent.Limits.DEFAULT;
        return new Agent.Limits(
                at.child("at_once").whole().orElse(defaults.atOnce()),
                rate(at.child("rate"), "a rate such as 10/s or 600/min"),
                at.child("timeout")
                        .parse(Written::duration, "a time such as 60s")
                        .orElse(defaults.timeout()),
                at.child("retries").whole().orElse(defaults.retries()),
                rate(at.child("tokens"), "a rate of tokens such as 100000/min"),
                at.child("idle").parse(Written::duration, "a time such as 20s"),
                at.child("first").texts(),
                at.child("stream").node().asBoolean(),
                at.child("answer_tokens").whole());
    }

    private static OptionalDouble rate(Cursor at, String expected) {
        return at.parse(Written::rate, expected).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    private AnswerPolicy policy(Cursor at) {
        return at.node().isMissingNode() ? AnswerPolicy.ONCE : new PolicyReader(folder, judges).read(at);
    }

    private Optional<Pricing> price(Cursor at) {
        return at.text().isPresent() ? at.text().map(name -> table(at, name)) : flat(at).map(price -> price);
    }

    private PriceTable table(Cursor at, String name) {
        var shown = Path.of(at.document().source()).resolveSibling(name).toString();
        return PriceTableReader.read(shown, folder.resolve(name), at.problems());
    }

    private static Optional<Agent.Price> flat(Cursor at) {
        var input = at.child("input").number();
        var output = at.child("output").number();
        return input.isPresent() && output.isPresent()
                ? Optional.of(new Agent.Price(
                        input.getAsDouble(),
                        output.getAsDouble(),
                        at.child("cached").number()))
                : Optional.empty();
    }
}
