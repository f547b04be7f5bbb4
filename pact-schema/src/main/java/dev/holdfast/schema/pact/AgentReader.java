package dev.holdfast.schema.pact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Reads the `agent` of a pact.
final class AgentReader {
    private final Path folder;

    AgentReader(Path folder) {
        this.folder = folder;
    }

    Optional<Agent> read(Cursor agent) {
        var limits = limits(agent.child("limits"));
        var prompt = prompt(agent.child("prompt"));
        return target(agent.child("target"))
                .map(target -> new Agent(
                        target,
                        agent.child("pin").text(),
                        prompt,
                        agent.child("context_window").whole(),
                        limits,
                        price(agent.child("price"))));
    }

    private Optional<Target> target(Cursor target) {
        if (target.has("recorded")) {
            return target.child("recorded").child("file").text().map(Target.Recorded::new);
        }
        if (target.has("openclaw")) {
            return openClaw(target.child("openclaw"));
        }
        return target.has("openai") ? openAi(target.child("openai")) : Optional.empty();
    }

    private static Optional<Target> openClaw(Cursor at) {
        var url = reference(at.child("url"));
        var token = apiKey(at.child("token"));
        var agent = at.child("agent").text();
        if (url.isEmpty() || token.isEmpty() || agent.isEmpty()) {
            return Optional.empty();
        }
        if (!url.get().isSecret() && !url.get().text().matches("https?://[^\\s/]+/?")) {
            at.child("url").problem("expected a gateway's URL such as http://127.0.0.1:18789, without a path");
        }
        return Optional.of(new Target.OpenClaw(
                url.get(), agent.get(), token.get(), at.child("model").text()));
    }

    private static Optional<Target> openAi(Cursor at) {
        var url = reference(at.child("base_url"));
        var key = apiKey(at.child("api_key"));
        var model = at.child("model").text();
        if (url.isEmpty() || model.isEmpty()) {
            return Optional.empty();
        }
        if (!url.get().isSecret() && !url.get().text().matches("https?://[^\\s]+")) {
            at.child("base_url").problem("expected a URL that begins with http:// or https://");
        }
        var seed = at.child("seed").node();
        return Optional.of(new Target.OpenAi(
                url.get(),
                model.get(),
                key,
                new Target.Sampling(
                        at.child("temperature").number(),
                        at.child("max_tokens").whole(),
                        seed.isIntegralNumber() ? OptionalLong.of(seed.asLong()) : OptionalLong.empty())));
    }

    private static Optional<Reference> apiKey(Cursor at) {
        var key = reference(at);
        if (key.isPresent() && !key.get().isSecret()) {
            at.problem("a key never stands in a pact; write ${env:NAME} or ${file:PATH}");
        }
        return key;
    }

    private static Optional<Reference> reference(Cursor at) {
        var reference = at.text().map(Reference::new);
        reference.ifPresent(r -> r.malformed()
                .forEach(part -> at.problem("\"" + part + "\" is not a reference; write ${env:NAME} or ${file:PATH}")));
        return reference;
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

    private static Agent.Limits limits(Cursor at) {
        var defaults = Agent.Limits.DEFAULT;
        var rate = at.child("rate").parse(Written::rate, "a rate such as 10/s or 600/min");
        return new Agent.Limits(
                at.child("at_once").whole().orElse(defaults.atOnce()),
                rate.isPresent() ? OptionalDouble.of(rate.get()) : OptionalDouble.empty(),
                at.child("timeout")
                        .parse(Written::duration, "a time such as 60s")
                        .orElse(defaults.timeout()),
                at.child("retries").whole().orElse(defaults.retries()));
    }

    private static Optional<Agent.Price> price(Cursor at) {
        var input = at.child("input").number();
        var output = at.child("output").number();
        return input.isPresent() && output.isPresent()
                ? Optional.of(new Agent.Price(input.getAsDouble(), output.getAsDouble()))
                : Optional.empty();
    }
}
