package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An agent and a judge that send their keys back in every way they can: from the command line to the last report,
/// nothing
/// that is printed or written down holds one.
@Timeout(300)
final class PlantedSecretTest {
    private static final String KEY = "sk-planted/K3y+with=signs&\"quotes\"";
    private static final String JUDGES = "jk-planted.0123456789abcdef";
    private static final int TASKS = 200;

    /// What no file and no screen may hold: the keys, their beginnings, and their other spellings.
    private static final List<String> SPELLINGS = Stream.of(KEY, JUDGES)
            .flatMap(key -> Stream.of(
                    key.substring(0, 10),
                    key.substring(key.length() - 12),
                    URLEncoder.encode(key, StandardCharsets.UTF_8).substring(0, 16),
                    hex(key).substring(0, 16),
                    base64(key).substring(0, 16),
                    base64("u:" + key).substring(4, 20)))
            .toList();

    @TempDir
    Path folder;

    @TempDir
    Path home;

    private final List<String> printed = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai: {base_url: '%s', model: m, api_key: '${env:AGENT_KEY}'}",
                "anthropic: {base_url: '%s', model: m, api_key: '${env:AGENT_KEY}', max_tokens: 9}",
                "http: {url: '%s/completions?key=${env:AGENT_KEY_FOR_URL}', headers: {Authorization: "
                        + "'Bearer ${env:AGENT_KEY}'}, request: {messages: [{role: user, content: '${task.question}'}]}, "
                        + "answer: /choices/0/message/content, model: /model}"
            })
    void isInNothingThatIsPrintedOrWritten(String target) throws IOException {
        try (var agent = FakeAgent.start();
                var judge = FakeAgent.start()) {
            agent.does(call -> number(call) % 13 == 5 ? echo(call) : says("yes"));
            judge.does(call -> call.number() % 7 == 0 ? says("I was given " + JUDGES) : says("yes"));
            var pact = pact(target.formatted(agent.url()), judge.url());

            cli("run", pact, "--out", file("run.jsonl"));
            cli("run", pact, "--retry-failed", file("run.jsonl"), "--format", "json");
            assertThat(cli("certify", pact, "--runs", "2").code()).isZero();
            judge.does(Reaction.error(401, "the key " + JUDGES + " is not known"));
            cli("judge", pact, "--from", file("run.jsonl"));
            judge.does(says("yes"));
            agent.does(call -> number(call) % 3 == 0 ? says("no, for " + KEY) : says("yes"));
            for (var format : List.of("text", "json", "github")) {
                var gate = cli("gate", pact, "--format", format, "--report", file("report"), "--out", file(format));
                assertThat(gate.code()).as(gate.err()).isEqualTo(1);
            }
            cli("gate", pact, "--from", file("run.jsonl"), "--report", file("report-2"));
            cli("report", file("report/evaluation.json"), "--out", file("report-3"));
            cli("verify", file("secretive.baseline.json"));
            cli("backtest", pact, "--from", file("run.jsonl"), "--format", "json");
            agent.does(Reaction.error(500, "out of order: " + KEY));
            cli("run", pact);
        }

        assertThat(printed).allSatisfy(PlantedSecretTest::holdsNoKey);
        for (var written : List.of(folder, home)) {
            try (var files = Files.walk(written)) {
                assertThat(files.filter(Files::isRegularFile))
                        .isNotEmpty()
                        .allSatisfy(file -> holdsNoKey(Files.readString(file)));
            }
        }
        assertThat(Files.readString(folder.resolve("run.jsonl"))).contains("${env:AGENT_KEY}");
        assertThat(Files.readString(folder.resolve("report/report.html"))).contains("${env:AGENT_KEY}");
    }

    private static void holdsNoKey(String text) {
        assertThat(text).doesNotContainIgnoringCase(SPELLINGS.toArray(String[]::new));
    }

    private static Reaction says(String text) {
        return new Reaction.Says(text);
    }

    /// In an answer and its spellings, in errors, in headers, in names, in tool calls, in pieces, and in what cannot be
    /// read.
    private static Reaction echo(Call call) {
        return switch (number(call) / 13 % 14) {
            case 0 -> says("you sent " + KEY);
            case 1 -> says("you sent " + base64(KEY) + " and " + base64("u:" + KEY));
            case 2 -> says("you sent " + URLEncoder.encode(KEY, StandardCharsets.UTF_8));
            case 3 -> says("you sent " + hex(KEY));
            case 4 -> Reaction.error(400, Json.line(KEY).replace("\"", "\\\""));
            case 5 -> new Reaction.Status(503, Map.of("X-Key", KEY), "x".repeat(490) + KEY);
            case 6 -> Reaction.redirect(302, "http://elsewhere/?key=" + KEY);
            case 7 -> new Reaction.Status(200, Map.of("X-Key", KEY, "Set-Cookie", "k=" + KEY), completion(KEY, "yes"));
            case 8 -> Reaction.body(completion("m", Json.line(Map.of("said", KEY))));
            case 9 -> Reaction.body(toolCall());
            case 10 -> new Reaction.Drips("in pieces: " + KEY, Duration.ofMillis(1));
            case 11 -> Reaction.body("x".repeat(490) + KEY + " is no JSON");
            case 12 -> new Reaction.Gzipped("packed: " + KEY);
            default -> Reaction.rateLimited("0, " + KEY);
        };
    }

    private static String completion(String model, String text) {
        return Json.line(Map.of(
                "model",
                model,
                "system_fingerprint",
                KEY,
                "choices",
                List.of(Map.of(
                        "index", 0, "finish_reason", KEY, "message", Map.of("role", "assistant", "content", text)))));
    }

    private static String toolCall() {
        var function = Map.of("name", "look_up_" + KEY, "arguments", Json.line(Map.of("key", KEY)));
        var message = Map.of(
                "role",
                "assistant",
                "content",
                "looking",
                "tool_calls",
                List.of(Map.of("id", KEY, "type", "function", "function", function)));
        return Json.line(Map.of(
                "model", "m", "choices", List.of(Map.of("index", 0, "finish_reason", "stop", "message", message))));
    }

    private static int number(Call call) {
        return Integer.parseInt("0" + call.question().replaceAll("\\D", ""));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private Cli cli(String... arguments) {
        var environment = Map.of(
                "AGENT_KEY", KEY, "AGENT_KEY_FOR_URL", URLEncoder.encode(KEY, StandardCharsets.UTF_8), "JUDGE", JUDGES);
        var cli = Cli.run(home, environment, arguments);
        printed.add(cli.out());
        printed.add(cli.err());
        return cli;
    }

    private String pact(String target, String judge) throws IOException {
        Files.writeString(
                folder.resolve("golden.jsonl"),
                RecordedPact.lines(TASKS, i -> "{\"id\":\"t%d\",\"input\":\"question %d\"}".formatted(i, i)));
        Files.writeString(folder.resolve("polite.md"), "Is it polite?");
        return Files.writeString(folder.resolve("pact.yaml"), """
                        holdfast: 1
                        pact: secretive
                        agent:
                          target:
                            %s
                          limits: {at_once: 8, retries: 0, timeout: 20s}
                        golden: [golden.jsonl]
                        metrics:
                          ok: {contains: {literal: 'yes'}}
                          polite: {judge: {rubric: polite.md, model: one}}
                        judges: {one: {openai: {base_url: "%s", model: j, api_key: "${env:JUDGE}"}}}
                        promises:
                          - {metric: ok, max_drop: 5pt}
                          - {metric: polite, max_drop: 5pt, mode: observe}
                          - {answers: same_distribution, mode: observe}
                        """.formatted(target, judge))
                .toString();
    }
}
