package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CostCommandTest {
    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void aRunIsPricedByTheTableOfItsPact() throws IOException {
        try (var agent = FakeAgent.start()) {
            var journal = folder.resolve("run.jsonl").toString();
            var run = Cli.run(home, "run", pact(agent.url(), "fake-model-1"), "--out", journal);
            assertThat(run.code()).as(run.err()).isZero();

            var cost = Cli.run(home, "cost", journal, "--by", "agent", "--format", "json");

            // two answers of 12 tokens in and 5 out each
            assertThat(cost.code()).as(cost.err()).isZero();
            assertThat(Json.tree("out", cost.out()).at("/entries/0/name").asText())
                    .isEqualTo("openai desk");
            assertThat(Json.tree("out", cost.out()).at("/total/usd").decimalValue())
                    .isEqualByComparingTo("0.000044");
        }
    }

    @Test
    void aModelThatIsNotInTheTableHasAnUnknownCost() throws IOException {
        try (var agent = FakeAgent.start()) {
            var journal = folder.resolve("run.jsonl").toString();
            var run = Cli.run(home, "run", pact(agent.url(), "fake-model"), "--out", journal);
            assertThat(run.code()).as(run.err()).isZero();

            var cost = Cli.run(home, "cost", journal);

            assertThat(cost.out()).contains("all").contains("unknown: 2 replays, 24 tokens in, 10 out");
        }
    }

    @Test
    void saysWhereAPriceTableIsWrong() throws IOException {
        var pact = pact("http://127.0.0.1:1", "m");
        Files.writeString(folder.resolve("prices.yaml"), "models: {m: [{from: 2026-13-01, input: 1, output: 2}]}");

        var lint = Cli.run(home, "lint", pact);

        assertThat(lint.code()).isEqualTo(2);
        assertThat(lint.out() + lint.err())
                .contains("prices.yaml:1:21: expected a day such as 2026-01-31, got \"2026-13-01\"");
    }

    @Test
    void theExampleOfTheDocsPrintsWhatTheDocsSay() throws IOException {
        var docs = Files.readString(Path.of("../docs/cost.md"));

        var compare = Cli.run(home, "cost", "compare", "../examples/hosting/hosting.yaml");

        assertThat(compare.code()).as(compare.err()).isZero();
        assertThat(docs).contains(compare.out());
        assertThat(docs).contains(Files.readString(Path.of("../examples/hosting/hosting.yaml")));
    }

    @Test
    void aRunMeasuresWhatTheFileLeavesOut() throws IOException {
        // 1,000 and 3,000 tokens in, 100 and 300 out, between 08:00:00 and 08:00:04
        Files.writeString(folder.resolve("local.jsonl"), """
                {"run":"r","at":"2026-06-01T08:00:01Z","task":"a","output":"x","latency_ms":1000,"input_tokens":1000,"output_tokens":100}
                {"run":"r","at":"2026-06-01T08:00:04Z","task":"b","output":"x","latency_ms":2000,"input_tokens":3000,"output_tokens":300}
                """);
        Files.writeString(folder.resolve("hosting.yaml"), """
                tasks: {per_month: 1000}
                hosted: {price: {input: 1, output: 10}}
                self_hosted:
                  machine: {rent: 100}
                  power: {idle: 0, busy: 3.6, price: 1}
                  throughput: {used: 0.5}
                """);

        var compare = Cli.run(
                home,
                "cost",
                "compare",
                folder.resolve("hosting.yaml").toString(),
                "--measured",
                folder.resolve("local.jsonl").toString(),
                "--format",
                "json");

        // 2,000 in and 200 out a task, 1,100 tokens a second: 2 s a task, 0.002 kWh; 1,314,000 busy seconds a month
        var out = Json.tree("out", compare.out());
        assertThat(out.at("/hosted/perTask").decimalValue()).isEqualByComparingTo("0.004");
        assertThat(out.at("/selfHosted/perTask").decimalValue()).isEqualByComparingTo("0.002");
        assertThat(out.at("/capacity").asLong()).isEqualTo(657_000);
        assertThat(out.at("/breakEven").asLong()).isEqualTo(50_000);
    }

    private String pact(String url, String priced) throws IOException {
        Files.writeString(folder.resolve("prices.yaml"), """
                models:
                  %s: [{from: 2020-01-01, input: 1, output: 2}]
                """.formatted(priced));
        Files.write(
                folder.resolve("golden.jsonl"),
                List.of("{\"id\":\"a\",\"input\":\"A?\"}", "{\"id\":\"b\",\"input\":\"B?\"}"));
        return Files.writeString(folder.resolve("pact.yaml"), """
                holdfast: 1
                pact: desk
                agent: {target: {openai: {base_url: "%s", model: desk}}, price: prices.yaml}
                golden: [golden.jsonl]
                promises: [{metric: cost, max_rise: 10%%}]
                """.formatted(url))
                .toString();
    }
}
