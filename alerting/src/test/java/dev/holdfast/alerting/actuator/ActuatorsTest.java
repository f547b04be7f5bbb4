package dev.holdfast.alerting.actuator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.holdfast.alerting.wire.HttpLine;
import dev.holdfast.alerting.wire.Receiver;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What single actuators do beyond the contract.
final class ActuatorsTest {
    @TempDir
    Path folder;

    @Test
    void openClawNeverPatchesOnTopOfAConfigurationThatItHasNotRead() {
        var fake = new FakeOpenClaw("fake/a", "fake/b");
        try (var server = new Receiver();
                var line = new HttpLine(Duration.ofSeconds(5))) {
            server.answersBy(request -> {
                if (request.body().contains("config.patch")) {
                    fake.pin("fake/by-hand");
                }
                return fake.apply(request);
            });

            var setting = new OpenClawActuator(line, server.uri(""), "secret", "main")
                    .set(new Order("act_1", "fake/a", "fake/b", 1));

            assertThat(setting).isInstanceOf(Setting.Refused.class);
            assertThat(fake.writes()).isZero();
        }
    }

    @Test
    void argoTakesARolloutBackToItsStableVersionAndNowhereElse() {
        var fake = new FakeKubernetes("");
        try (var server = new Receiver().answersBy(fake);
                var line = new HttpLine(Duration.ofSeconds(5))) {
            var argo = new ArgoActuator(line, server.uri(""), "token", "agents/desk");

            assertThat(argo.set(new Order("act_1", "canary-2", "older-0", 1))).isInstanceOf(Setting.Refused.class);
            assertThat(argo.set(new Order("act_1", "canary-2", "stable-1", 1))).isInstanceOf(Setting.Applied.class);
            assertThat(argo.set(new Order("act_1", "canary-2", "stable-1", 1))).isInstanceOf(Setting.Applied.class);
            assertThat(fake.writes()).isOne();
        }
    }

    @Test
    void gitCommitsWhoDidWhatAndPushesItWhereItIsFollowed() throws IOException {
        var remote = new Git(Files.createDirectory(folder.resolve("remote.git")));
        remote.run("init", "-q", "--bare", "-b", "main");
        var work = Files.createDirectory(folder.resolve("work"));
        var git = new Git(work);
        git.run("init", "-q", "-b", "main");
        Files.writeString(work.resolve("pin.json"), "{\"model\": \"a\"}");
        git.run("add", ".");
        git.run("commit", "-q", "-m", "first");
        git.run("push", "-q", remote.repository().toString(), "main");
        var digests = new TreeMap<Part, String>();
        digests.put(Part.PROMPT, "sha256:77");

        var setting = new GitActuator(
                        work,
                        "main",
                        "pin.json",
                        Optional.of(remote.repository().toString()))
                .set(new Order("act_9", "a", "b", digests, 12));

        assertThat(setting).isInstanceOf(Setting.Applied.class);
        assertThat(remote.run("show", "main:pin.json")).contains("\"model\" : \"b\"", "\"prompt\" : \"sha256:77\"");
        assertThat(remote.run("log", "-1", "--format=%B", "main")).contains("act_9: a -> b", "Holdfast-Epoch: 12");
        assertThat(Files.readString(work.resolve("pin.json"))).contains("\"b\"");
        assertThat(git.run("status", "--porcelain")).isEmpty();
    }

    @Test
    void aFlagKeepsItsRulesAndItsNeighbours() throws IOException {
        try (var rig = Rigs.flag()) {
            rig.actuator().set(new Order("act_1", "model-a", "model-b", 3));

            assertThat(rig.actuator().set(new Order("act_2", "model-b", "model-a", 4)))
                    .isInstanceOf(Setting.Applied.class);
        }
        var file = folder.resolve("flags.json");
        Files.writeString(file, """
                {"flags": {"m": {"state": "ENABLED", "variants": {"x": "a", "y": "b"}, "defaultVariant": "x",
                  "targeting": {"if": [true, "y"]}}, "n": {"defaultVariant": "off"}}, "$schema": "kept"}""");
        new FlagActuator(file, "m").set(new Order("act_1", "a", "b", 3));

        var after = Json.tree("flags", Files.readString(file));
        assertThat(after.at("/flags/m/targeting/if/1").asText()).isEqualTo("y");
        assertThat(after.at("/flags/n/defaultVariant").asText()).isEqualTo("off");
        assertThat(after.path("$schema").asText()).isEqualTo("kept");
        assertThat(after.at("/flags/m/metadata/holdfast_epoch").asLong()).isEqualTo(3);
    }

    /// Twenty requests to the old model for one to the candidate, then three, then none.
    @Test
    void liteLlmSendsSharesByTheWeightsOfItsDeployments() {
        var fake = new FakeLiteLlm("openai/a").weighing(1).and("openai/b", 0).and("openai/c", 0);
        try (var server = new Receiver().answersBy(fake);
                var line = new HttpLine(Duration.ofSeconds(5))) {
            var proxy = new LiteLlmActuator(line, server.uri(""), "sk-1", "desk");

            assertThat(proxy.stage(new Order("r-1", "openai/a", "openai/b", 1), 5))
                    .isInstanceOf(Setting.Applied.class);
            assertThat(fake.shares())
                    .containsOnly(entry("openai/a", 95.0), entry("openai/b", 5.0), entry("openai/c", 0.0));
            proxy.stage(new Order("r-1", "openai/a", "openai/b", 2), 25);
            assertThat(fake.shares()).containsEntry("openai/b", 25.0);
            proxy.stage(new Order("r-1", "openai/a", "openai/b", 3), 0);
            assertThat(fake.shares()).containsEntry("openai/a", 100.0);
            assertThat(proxy.stage(new Order("r-1", "openai/a", "openai/b", 2), 5))
                    .isEqualTo(new Setting.Stale(3));
            assertThat(proxy.stage(new Order("r-2", "openai/c", "openai/b", 4), 5))
                    .isEqualTo(new Setting.Conflict("openai/a"));
            assertThat(fake.shares()).as("nothing was done").containsEntry("openai/a", 100.0);
        }
    }

    /// The second of two changes is made by whoever takes the order up again.
    @Test
    void liteLlmEndsWhatBrokeOffBetweenTwoDeployments() {
        var fake = new FakeLiteLlm("openai/a").weighing(100).and("openai/b", 0);
        try (var server = new Receiver();
                var line = new HttpLine(Duration.ofSeconds(5))) {
            server.answersBy(request ->
                    request.method().equals("PATCH") && request.path().contains("dep-1")
                            ? Receiver.Answer.of(503, "")
                            : fake.apply(request));
            var proxy = new LiteLlmActuator(line, server.uri(""), "sk-1", "desk");
            var order = new Order("r-1", "openai/a", "openai/b", 1);

            assertThat(proxy.stage(order, 25)).isInstanceOf(Setting.Unknown.class);
            assertThat(fake.shares().get("openai/b"))
                    .as("never more than asked for")
                    .isLessThanOrEqualTo(25);
            server.answersBy(fake);
            assertThat(proxy.stage(order, 25)).isInstanceOf(Setting.Applied.class);

            assertThat(fake.shares()).containsEntry("openai/b", 25.0);
        }
    }

    @Test
    void liteLlmSendsNoShareWhereTheProxyLooksAtNoWeights() {
        var one = new FakeLiteLlm("openai/a");
        var unweighed = new FakeLiteLlm("openai/a").and("openai/b", 5);
        for (var fake : List.of(one, unweighed)) {
            try (var server = new Receiver().answersBy(fake);
                    var line = new HttpLine(Duration.ofSeconds(5))) {
                var proxy = new LiteLlmActuator(line, server.uri(""), "sk-1", "desk");

                assertThat(proxy.stage(new Order("r-1", "openai/a", "openai/b", 1), 5))
                        .isInstanceOfSatisfying(
                                Setting.Refused.class,
                                refused -> assertThat(refused.reason()).contains("weight"));
                assertThat(fake.writes()).isZero();
            }
        }
    }

    @Test
    void aServerThatBreaksInTheMiddleLeavesItUnknown() {
        var fake = new FakeLiteLlm("openai/a");
        try (var server = new Receiver();
                var line = new HttpLine(Duration.ofSeconds(5))) {
            server.answersBy(request -> {
                var answer = fake.apply(request);
                return request.method().equals("PATCH") ? Receiver.Answer.of(502, "") : answer;
            });
            var actuator = new LiteLlmActuator(line, server.uri(""), "sk-1", "desk");
            var order = new Order("act_1", "openai/a", "openai/b", 1);

            assertThat(actuator.set(order)).isInstanceOf(Setting.Unknown.class);
            assertThat(actuator.set(order)).isInstanceOf(Setting.Applied.class);
            assertThat(fake.writes()).isOne();
        }
    }
}
