package dev.holdfast.harness.target;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.Target;
import java.util.Optional;

/// Everything that is sent along with the tasks, and so decides the answers.
///
/// The key is left out: another key asks the same agent. So is what an `${env:NAME}` in the URL stands for.
record Settings(
        String target,
        String place,
        Optional<String> model,
        Optional<Target.Sampling> sampling,
        Optional<String> prompt) {
    static Settings of(Agent agent) {
        var prompt = agent.prompt().map(Agent.Prompt::text);
        return switch (agent.target()) {
            case Target.Recorded recorded ->
                new Settings(recorded.kind(), recorded.file(), Optional.empty(), Optional.empty(), prompt);
            case Target.OpenClaw openClaw ->
                new Settings(
                        openClaw.kind(),
                        openClaw.url().text() + " " + openClaw.agent(),
                        openClaw.model(),
                        Optional.empty(),
                        prompt);
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
}
