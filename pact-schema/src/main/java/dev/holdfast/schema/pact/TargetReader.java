package dev.holdfast.schema.pact;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the `target` of an agent.
record TargetReader(Path folder) {
    private static final int MOST_OUTPUT = 1_000_000;

    Optional<Target> read(Cursor target) {
        for (var provider : Target.Provider.values()) {
            if (target.has(provider.key())) {
                return chat(provider, target.child(provider.key()));
            }
        }
        if (target.has("recorded")) {
            return target.child("recorded").child("file").text().map(Target.Recorded::new);
        }
        if (target.has("http")) {
            return http(target.child("http"));
        }
        if (target.has("process")) {
            return process(target.child("process"));
        }
        if (target.has("openclaw")) {
            return openClaw(target.child("openclaw"));
        }
        if (target.has("local")) {
            return new LocalReader(folder).read(target.child("local"));
        }
        return target.has("openai") ? scored(target.child("openai")) : Optional.empty();
    }

    /// An agent's, which may be scored by what its model thinks.
    private Optional<Target> scored(Cursor at) {
        var scoring = new ScoringReader(folder).read(at);
        return openAi(at)
                .map(server -> new Target.OpenAi(
                        server.baseUrl(), server.model(), server.apiKey(), server.sampling(), scoring));
    }

    static Optional<Target.OpenAi> openAi(Cursor at) {
        var url = url(at.child("base_url"));
        var key = apiKey(at.child("api_key"));
        var model = at.child("model").text();
        return url.isEmpty() || model.isEmpty()
                ? Optional.empty()
                : Optional.of(new Target.OpenAi(url.get(), model.get(), key, sampling(at)));
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

    private static Optional<Target> chat(Target.Provider provider, Cursor at) {
        var url = url(at.child("base_url")).orElseGet(() -> new Reference(provider.home()));
        var key = apiKey(at.child("api_key"));
        return at.child("model").text().map(model -> new Target.Chat(provider, url, model, key, sampling(at)));
    }

    static Target.Sampling sampling(Cursor at) {
        var seed = at.child("seed").node();
        return new Target.Sampling(
                at.child("temperature").number(),
                at.child("max_tokens").whole(),
                seed.isIntegralNumber() ? OptionalLong.of(seed.asLong()) : OptionalLong.empty());
    }

    private static Optional<Target> http(Cursor at) {
        var url = url(at.child("url"));
        var headers = references(at.child("headers"));
        var request = at.child("request");
        checkTemplate(request);
        var answer = answer(at);
        var method = at.child("method").text().orElse("POST");
        if (request.node().isMissingNode() && !method.equals("GET")) {
            at.problem("\"request\" is missing here: what a " + method + " sends");
        }
        if (!request.node().isMissingNode() && method.equals("GET")) {
            request.problem("a GET sends no request");
        }
        return url.map(to -> new Target.Http(
                to, method, headers, Optional.of(request.node()).filter(node -> !node.isMissingNode()), answer));
    }

    /// Every text of the template may hold placeholders and references.
    private static void checkTemplate(Cursor at) {
        at.text().ifPresent(text -> Placeholder.problems(text, true).forEach(at::problem));
        at.items().forEach(TargetReader::checkTemplate);
        at.entries().values().forEach(TargetReader::checkTemplate);
    }

    private Optional<Target> process(Cursor at) {
        var command = at.child("command");
        command.items()
                .forEach(item -> item.text().ifPresent(text -> {
                    Placeholder.problems(text, false).forEach(item::problem);
                    if (text.equals("${task.messages}")) {
                        item.problem("a list cannot be an argument; let \"stdin: messages\" hand it over");
                    }
                }));
        var environment = references(at.child("environment"));
        var workspace = workspace(at.child("working_directory"));
        var answer = answer(at);
        return command.texts().isEmpty()
                ? Optional.empty()
                : Optional.of(new Target.Program(
                        command.texts(),
                        at.child("stdin").choice(Target.Stdin.class).orElse(Target.Stdin.QUESTION),
                        workspace,
                        environment,
                        at.child("max_output").whole().orElse(MOST_OUTPUT),
                        answer));
    }

    private Optional<Target.Workspace> workspace(Cursor at) {
        return at.text().flatMap(path -> {
            try {
                return Optional.of(new Target.Workspace(path, Folder.digest(folder.resolve(path))));
            } catch (IOException e) {
                at.problem("there is no folder \"" + path + "\" beside the pact, or it cannot be read");
                return Optional.empty();
            }
        });
    }

    private static Target.AnswerForm answer(Cursor at) {
        var calls = at.child("tool_calls");
        var list = pointer(calls.child("at"));
        var name = pointer(calls.child("name"));
        var arguments = pointer(calls.child("arguments"));
        var result = pointer(calls.child("result"));
        var usage = at.child("usage");
        return new Target.AnswerForm(
                pointer(at.child("answer")),
                list.flatMap(items -> name.flatMap(
                        named -> arguments.map(with -> new Target.ToolCallForm(items, named, with, result)))),
                new Target.UsageForm(
                        pointer(usage.child("input")),
                        pointer(usage.child("cached")),
                        pointer(usage.child("output")),
                        pointer(usage.child("cost_usd"))),
                pointer(at.child("model")));
    }

    private static Optional<String> pointer(Cursor at) {
        return at.parse(TargetReader::pointer, "a JSON Pointer such as /choices/0/message/content");
    }

    private static Optional<String> pointer(String text) {
        try {
            return Optional.of(JsonPointer.compile(text).toString());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Reference> references(Cursor at) {
        var references = new LinkedHashMap<String, Reference>();
        at.entries().forEach((name, value) -> {
            reference(value).ifPresent(reference -> references.put(name, reference));
            refuseKeyInSight(name, value);
        });
        return references;
    }

    /// A header or variable of such a name holds a key; what does not hold one is public.
    private static void refuseKeyInSight(String name, Cursor value) {
        var lower = name.toLowerCase(java.util.Locale.ROOT);
        var holdsKey = Arrays.stream(new String[] {"authorization", "cookie", "key", "token", "secret", "password"})
                .anyMatch(lower::contains);
        var isSecret = value.text().map(text -> new Reference(text).isSecret()).orElse(true);
        if (holdsKey && !isSecret) {
            value.problem("a key never stands in a pact; write ${env:NAME} or ${file:PATH}");
        }
    }

    private static Optional<Reference> url(Cursor at) {
        var url = reference(at);
        if (url.isPresent() && !url.get().isSecret() && !url.get().text().matches("https?://[^\\s]+")) {
            at.problem("expected a URL that begins with http:// or https://");
        }
        return url;
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
}
