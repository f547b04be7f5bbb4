package dev.holdfast.harness.target;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything that is sent along with the tasks, and so decides the answers.
///
/// The key is left out: another key asks the same agent. So is what an `${env:NAME}` in the URL stands for.
record Settings(
        String target,
        String place,
        Optional<String> model,
        Optional<Target.Sampling> sampling,
        Optional<String> prompt) {
    // the machine does not change while the process lives
    private static final SortedMap<String, String> HOST = new TreeMap<>(Map.of(
            "java",
            System.getProperty("java.version", "unknown"),
            "os",
            System.getProperty("os.name", "unknown") + " " + System.getProperty("os.arch", "unknown")));

    static Settings of(Agent agent) {
        var prompt = agent.prompt().map(Agent.Prompt::text);
        return switch (agent.target()) {
            case Target.Recorded recorded ->
                new Settings(recorded.kind(), recorded.file(), Optional.empty(), Optional.empty(), prompt);
            case Target.OpenAi openAi ->
                new Settings(
                        openAi.kind(),
                        openAi.baseUrl().text(),
                        Optional.of(openAi.model()),
                        Optional.of(openAi.sampling()),
                        prompt);
        };
    }

    Digest digest() {
        return Json.digest(this);
    }

    /// The same, part by part, and the machine that asks.
    Environment environment() {
        return new Environment(
                new Environment.Part(target + " " + withoutUser(place), Json.digest(List.of(target, place))),
                new Environment.Part(sampling.map(Settings::words).orElse("none"), Json.digest(sampling)),
                new Environment.Part(
                        prompt.map(text -> text.length() + " characters").orElse("none"), Json.digest(prompt)),
                new Environment.Part("none", Json.digest(List.of())),
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
