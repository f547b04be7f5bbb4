package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.AnswerPolicy;
import dev.holdfast.schema.pact.Pact;
import dev.holdfast.schema.pact.Reference;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.pact.Tool;
import dev.holdfast.schema.run.Environment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything that is sent along with the tasks, and so decides the answers.
///
/// The key is left out: another key asks the same agent. So is what an `${env:NAME}` in the URL stands for.
///
/// @param form  of what is sent and how it is read, where the pact says that
/// @param tools that are offered, and what they answer
record Settings(
        String target,
        String place,
        Optional<String> model,
        Optional<Target.Sampling> sampling,
        Optional<String> prompt,
        Optional<Digest> form,
        Optional<Offered> tools) {
    // the machine does not change while the process lives
    private static final SortedMap<String, String> HOST = new TreeMap<>(Map.of(
            "java",
            System.getProperty("java.version", "unknown"),
            "os",
            System.getProperty("os.name", "unknown") + " " + System.getProperty("os.arch", "unknown")));

    /// The tools by name, and all that is known of them.
    record Offered(List<String> names, Digest digest) {
        static Optional<Offered> of(Collection<Tool> tools) {
            return tools.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Offered(tools.stream().map(Tool::name).toList(), Tool.digest(tools)));
        }
    }

    static Settings of(Pact pact) {
        return of(pact.agent()).with(Offered.of(pact.tools().values()));
    }

    private Settings with(Optional<Offered> offered) {
        return new Settings(target, place, model, sampling, prompt, form, offered);
    }

    /// Without tools.
    static Settings of(Agent agent) {
        var settings = ofTarget(agent);
        return agent.policy().equals(AnswerPolicy.ONCE) ? settings : settings.under(agent.policy());
    }

    /// Which of several answers counts is as much a part of the agent as what is sent to it.
    private Settings under(AnswerPolicy policy) {
        return new Settings(
                target, place, model, sampling, prompt, Optional.of(Json.digest(List.of(form, policy))), tools);
    }

    private static Settings ofTarget(Agent agent) {
        var prompt = agent.prompt().map(Agent.Prompt::text);
        var target = agent.target();
        return switch (target) {
            case Target.Recorded recorded -> plain(target, recorded.file(), prompt, Optional.empty());
            case Target.OpenClaw(var url, var id, var _, var model) ->
                new Settings(
                        target.kind(),
                        url.text() + " " + id,
                        model,
                        Optional.empty(),
                        prompt,
                        Optional.empty(),
                        Optional.empty());
            case Target.OpenAi(var url, var model, var _, var sampling, var _) ->
                new Settings(
                        target.kind(),
                        url.text(),
                        Optional.of(model),
                        Optional.of(sampling),
                        prompt,
                        Optional.empty(),
                        Optional.empty());
            case Target.Chat chat ->
                new Settings(
                        target.kind(),
                        chat.baseUrl().text(),
                        Optional.of(chat.model()),
                        Optional.of(chat.sampling()),
                        prompt,
                        Optional.empty(),
                        Optional.empty());
            case Target.Local local -> local(local, prompt);
            case Target.Http http -> plain(target, http.url().text(), prompt, Optional.of(Form.of(http)));
            case Target.Program process ->
                plain(target, process.command().getFirst(), prompt, Optional.of(Form.of(process)));
        };
    }

    private static Settings local(Target.Local local, Optional<String> prompt) {
        return new Settings(
                local.kind(),
                local.model(),
                Optional.of(local.model()),
                Optional.of(local.sampling()),
                prompt,
                Optional.of(Json.digest(local.wanted())),
                Optional.empty());
    }

    private static Settings plain(Target target, String place, Optional<String> prompt, Optional<Form> form) {
        return new Settings(
                target.kind(),
                place,
                Optional.empty(),
                Optional.empty(),
                prompt,
                form.map(Json::digest),
                Optional.empty());
    }

    /// @param headers or variables; of a secret only its name
    private record Form(
            List<String> asked,
            Map<String, String> headers,
            Optional<JsonNode> request,
            Optional<Digest> workspace,
            Target.AnswerForm answer) {
        static Form of(Target.Http http) {
            return new Form(
                    List.of(http.method()), open(http.headers()), http.request(), Optional.empty(), http.answer());
        }

        static Form of(Target.Program process) {
            var asked = new ArrayList<>(process.command());
            asked.add(process.stdin().name());
            return new Form(
                    asked,
                    open(process.environment()),
                    Optional.empty(),
                    process.workspace().map(Target.Workspace::digest),
                    process.answer());
        }

        private static Map<String, String> open(Map<String, Reference> values) {
            var open = new TreeMap<String, String>();
            values.forEach((name, value) -> open.put(name, value.isSecret() ? "" : value.text()));
            return open;
        }
    }

    Digest digest() {
        return Json.digest(this);
    }

    /// The same, part by part, and the machine that asks.
    Environment environment() {
        return new Environment(
                new Environment.Part(target + " " + withoutUser(place), Json.digest(List.of(target, place))),
                new Environment.Part(
                        sampling.map(Settings::words).orElse("none"),
                        form.isPresent() ? Json.digest(List.of(sampling, form)) : Json.digest(sampling)),
                new Environment.Part(
                        prompt.map(text -> text.length() + " characters").orElse("none"), Json.digest(prompt)),
                tools.map(offered -> new Environment.Part(String.join(", ", offered.names()), offered.digest()))
                        .orElseGet(() -> new Environment.Part("none", Json.digest(List.of()))),
                HOST);
    }

    private static String words(Target.Sampling sampling) {
        var words = new ArrayList<String>();
        sampling.temperature().ifPresent(temperature -> words.add("temperature " + temperature));
        sampling.maxTokens().ifPresent(tokens -> words.add("at most " + tokens + " tokens"));
        sampling.seed().ifPresent(seed -> words.add("seed " + seed));
        return words.isEmpty() ? "the server's own" : String.join(", ", words);
    }

    /// An address may carry a name and a password.
    private static String withoutUser(String place) {
        return place.replaceFirst("(?<=://)[^/@]*@", "");
    }
}
