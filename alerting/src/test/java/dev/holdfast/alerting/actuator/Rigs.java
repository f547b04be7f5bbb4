package dev.holdfast.alerting.actuator;

import dev.holdfast.alerting.wire.HttpLine;
import dev.holdfast.alerting.wire.Receiver;
import dev.holdfast.alerting.wire.WebhookKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/// Every actuator with a system to act on.
final class Rigs {
    private static final WebhookKey KEY = WebhookKey.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final HttpLine LINE = new HttpLine(Duration.ofSeconds(5));

    private Rigs() {}

    static Stream<Rig> all() {
        return Stream.of(openClaw(), liteLlm(), weighted(), mlflow(), kubernetes(), flag(), git(), webhook(), hook());
    }

    /// A fake behind a real server.
    private record Served(Receiver server, Consumer<String> pin, IntSupplier writes) {
        Rig rig(String name, Actuator actuator, Models models, boolean keepsEpoch) {
            return new Rig(
                    name,
                    actuator,
                    models.old,
                    models.other,
                    models.unknown,
                    keepsEpoch,
                    pin,
                    writes,
                    server::close,
                    true);
        }
    }

    /// As [Rig] names them.
    private record Models(String old, String other, String unknown) {}

    static Rig openClaw() {
        var fake = new FakeOpenClaw("fake/alpha-1", "fake/beta-2");
        var served = new Served(new Receiver().answersBy(fake), fake::pin, fake::writes);
        var actuator = new OpenClawActuator(LINE, served.server().uri(""), "secret", "main");
        return served.rig("OpenClaw", actuator, new Models("fake/alpha-1", "fake/beta-2", "fake/ghost-7"), false);
    }

    static Rig liteLlm() {
        var fake = new FakeLiteLlm("openai/a");
        var served = new Served(new Receiver().answersBy(fake), fake::pin, fake::writes);
        var actuator = new LiteLlmActuator(LINE, served.server().uri(""), "sk-1", "desk");
        return served.rig("LiteLLM", actuator, new Models("openai/a", "openai/b", "nobody"), true);
    }

    /// An order changes the weights of two deployments.
    static Rig weighted() {
        var fake = new FakeLiteLlm("openai/a").weighing(100).and("openai/b", 0);
        var served = new Served(new Receiver().answersBy(fake), fake::pin, () -> fake.writes() / 2);
        var actuator = new LiteLlmActuator(LINE, served.server().uri(""), "sk-1", "desk");
        return served.rig("LiteLLM with weights", actuator, new Models("openai/a", "openai/b", "openai/nobody"), true);
    }

    static Rig hook() {
        var fake = new FakeRemedy("restart", KEY);
        var server = new Receiver().answersBy(fake);
        var actuator = new HookActuator(LINE, server.uri("/hook"), KEY, InstantSource.system(), "restart");
        return new Rig(
                "hook",
                actuator,
                HookActuator.WHATEVER,
                "restart",
                "",
                false,
                _ -> {},
                fake::runs,
                server::close,
                false);
    }

    static Rig mlflow() {
        var fake = new FakeMlflow(5);
        var served = new Served(new Receiver().answersBy(fake), fake::pin, fake::writes);
        var actuator = new MlflowActuator(LINE, served.server().uri(""), "", "desk", "champion");
        return served.rig("MLflow", actuator, new Models("desk@5", "desk@3", "desk@99"), true);
    }

    static Rig kubernetes() {
        var fake = new FakeKubernetes("model-a");
        var served = new Served(new Receiver().answersBy(fake), fake::pin, fake::writes);
        var actuator = new KubernetesActuator(LINE, served.server().uri(""), "token", "agents/desk", "model");
        return served.rig("Kubernetes", actuator, new Models("model-a", "model-b", ""), true);
    }

    static Rig webhook() {
        var fake = new FakeHook("model-a", KEY);
        var served = new Served(new Receiver().answersBy(fake), fake::pin, fake::writes);
        var actuator = new WebhookActuator(LINE, served.server().uri("/pin"), KEY, InstantSource.system());
        return served.rig("webhook", actuator, new Models("model-a", "model-b", "ghost"), true);
    }

    static Rig flag() {
        try {
            var file = Files.createTempDirectory("flag").resolve("flags.json");
            Files.writeString(file, FLAGS);
            return new Rig(
                    "flagd",
                    new FlagActuator(file, "desk-model"),
                    "model-a",
                    "model-b",
                    "ghost",
                    true,
                    model -> replace(file, model),
                    () -> read(file).contains("holdfast_action") ? 1 : 0,
                    () -> delete(file),
                    true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Rig git() {
        try {
            var folder = Files.createTempDirectory("pins");
            var git = new Git(folder);
            git.run("init", "-q", "-b", "main");
            commit(git, folder, "model-a");
            git.run("branch", "pins");
            var first = git.run("rev-parse", "pins");
            return new Rig(
                    "git",
                    new GitActuator(folder, "pins", "deploy/pin.json", Optional.empty()),
                    "model-a",
                    "model-b",
                    "",
                    true,
                    model -> hijack(git, folder, model),
                    () -> (int) log(git, first)
                            .lines()
                            .filter(line -> line.startsWith("Pin "))
                            .count(),
                    () -> delete(folder.resolve(".git/HEAD")),
                    true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void hijack(Git git, Path folder, String model) {
        try {
            commit(git, folder, model);
            git.run("branch", "-f", "pins", "main");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void commit(Git git, Path folder, String model) throws IOException {
        Files.createDirectories(folder.resolve("deploy"));
        Files.writeString(folder.resolve("deploy/pin.json"), "{\"model\": \"" + model + "\"}\n");
        git.run("add", ".");
        git.run("commit", "-q", "-m", "by hand");
    }

    private static String log(Git git, String since) {
        try {
            return git.run("log", "--format=%s", since + "..pins");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(Path file, String model) {
        try {
            Files.writeString(
                    file,
                    FLAGS.replace("\"defaultVariant\": \"old\"", "\"defaultVariant\": \"hijacked\"")
                            .replace("\"ghostly\"", "\"" + model + "\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String FLAGS = """
            {"flags": {"desk-model": {"state": "ENABLED",
              "variants": {"old": "model-a", "new": "model-b", "hijacked": "ghostly"},
              "defaultVariant": "old",
              "targeting": {"if": [{"==": [{"var": "tier"}, "gold"]}, "new"]}},
             "another": {"state": "ENABLED", "variants": {"on": true, "off": false}, "defaultVariant": "off"}}}
            """;
}
