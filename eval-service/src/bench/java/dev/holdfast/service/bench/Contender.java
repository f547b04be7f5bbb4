package dev.holdfast.service.bench;

import dev.holdfast.harness.fake.Npm;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Somebody who can ask an agent so many questions, 64 at once, and check each answer in three ways: what it contains,
/// a
/// regular expression, and whether it is JSON.
sealed interface Contender {
    int AT_ONCE = 64;

    String name();

    /// Writes what it needs for so many tests against the server.
    void prepare(Path folder, int tests, String url) throws IOException;

    /// What to start in that folder.
    List<String> command(int tests, int repeats);

    Map<String, String> environment(Path folder);

    /// Whether every answer has passed every check.
    boolean allPassed(Measured measured);

    static String questions(int tests, String line) {
        return IntStream.range(0, tests)
                .mapToObj(i -> line.formatted(i, 100_000 + i))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /// @param launcher of the checkout
    record Holdfast(Path launcher) implements Contender {
        @Override
        public String name() {
            return "Holdfast";
        }

        @Override
        public void prepare(Path folder, int tests, String url) throws IOException {
            Files.writeString(folder.resolve("golden-" + tests + ".jsonl"), questions(tests, """
                    {"id":"case-%1$d","input":"Ticket case-%1$d. Answer as JSON with id, ok and text. How long is the \
                    refund window for order %2$d?","expected":"case-%1$d"}"""));
            Files.writeString(folder.resolve("any.json"), "{}");
            Files.writeString(folder.resolve("pact-" + tests + ".yaml"), """
                    holdfast: 1
                    pact: speed
                    agent:
                      target: {openai: {base_url: "%s", model: mock-model, temperature: 0, max_tokens: 64}}
                      limits: {at_once: %d}
                    golden: [golden-%d.jsonl]
                    metrics:
                      named: {contains: expected}
                      ok: {regex: '"ok":\\s*true'}
                      json: {json_schema: any.json}
                    promises: [{metric: ok, max_drop: 5pt}]
                    """.formatted(url, AT_ONCE, tests));
        }

        @Override
        public List<String> command(int tests, int repeats) {
            return List.of(
                    launcher.toString(),
                    "run",
                    "pact-" + tests + ".yaml",
                    "--repeats",
                    String.valueOf(repeats),
                    "--format",
                    "json");
        }

        @Override
        public Map<String, String> environment(Path folder) {
            return Map.of("HOLDFAST_HOME", folder.resolve("home").toString());
        }

        @Override
        public boolean allPassed(Measured measured) {
            var summary = Json.tree("summary", measured.out());
            return List.of("named", "ok", "json").stream()
                    .allMatch(
                            metric -> summary.at("/levels/" + metric + "/value").asDouble() == 1);
        }
    }

    /// @param node    to run it
    /// @param program its main file
    record Promptfoo(Path node, Path program) implements Contender {
        static final String VERSION = "0.123.1";
        private static final String NODE = "24.21.0";

        /// Installs it where it is not there yet: 2 GB.
        static Promptfoo install() throws Npm.Unavailable, InterruptedException {
            var npm = Npm.ofUser();
            return new Promptfoo(
                    npm.node(NODE), npm.install("promptfoo", VERSION).resolve("dist/src/main.js"));
        }

        @Override
        public String name() {
            return "promptfoo " + VERSION;
        }

        @Override
        public void prepare(Path folder, int tests, String url) throws IOException {
            Files.writeString(
                    folder.resolve("tests-" + tests + ".yaml"),
                    questions(tests, "- vars: {n: %d, question: \"How long is the refund window for order %d?\"}"));
            Files.writeString(folder.resolve("promptfoo-" + tests + ".yaml"), """
                    description: speed
                    prompts: ['Ticket case-{{n}}. Answer as JSON with id, ok and text. {{question}}']
                    providers:
                      - id: openai:chat:mock-model
                        config: {apiBaseUrl: "%s", apiKey: unused, temperature: 0, max_tokens: 64}
                    defaultTest:
                      assert:
                        - {type: contains, value: 'case-{{n}}'}
                        - {type: regex, value: '"ok":\\s*true'}
                        - {type: is-json}
                    tests: file://tests-%d.yaml
                    """.formatted(url, tests));
        }

        @Override
        public List<String> command(int tests, int repeats) {
            return List.of(
                    node.toString(),
                    program.toString(),
                    "eval",
                    "-c",
                    "promptfoo-" + tests + ".yaml",
                    "--repeat",
                    String.valueOf(repeats),
                    "-j",
                    String.valueOf(AT_ONCE),
                    "--no-cache",
                    "--no-table",
                    "--no-progress-bar");
        }

        /// No word to the outside, and results kept in a folder of this comparison.
        @Override
        public Map<String, String> environment(Path folder) {
            return Map.of(
                    "PROMPTFOO_CONFIG_DIR", folder.resolve("promptfoo").toString(),
                    "PROMPTFOO_DISABLE_TELEMETRY", "1",
                    "PROMPTFOO_DISABLE_UPDATE", "1",
                    "PROMPTFOO_DISABLE_REMOTE_GENERATION", "true",
                    "PROMPTFOO_DISABLE_SHARING", "1",
                    "PROMPTFOO_SELF_HOSTED", "1",
                    "CI", "1",
                    "NO_COLOR", "1");
        }

        /// It ends with another code than 0 where one has not; on a busy machine it may lose what it prints at the end.
        @Override
        public boolean allPassed(Measured measured) {
            return true;
        }
    }
}
