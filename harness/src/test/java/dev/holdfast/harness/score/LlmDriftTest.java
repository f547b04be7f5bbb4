package dev.holdfast.harness.score;

import static dev.holdfast.harness.score.Examples.EXPECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Extract;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.schema.run.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The accuracies of table 1 and figure 3 of Chen, Zaharia and Zou, "How is ChatGPT's behavior changing over
/// time?", 2023, found again in the authors' own generations.
final class LlmDriftTest {
    private static final Path DATA = Path.of("../../shared/data/llmdrift-gpt4");
    private static final Metric PRIME = Examples.metric(
            new Measure.Equals(EXPECTED),
            new Extract.Pattern(List.of("(?i)\\byes\\b", "(?i)\\bno\\b"), false),
            Metric.Ignore.CASE);
    private static final Metric HAPPY =
            Examples.metric(new Measure.Equals(EXPECTED), new Extract.Pattern(List.of("boxed\\{([^}]*)\\}"), true));

    @ParameterizedTest
    @CsvSource({
        "prime, 1000, recorded-2023-03.jsonl, 840",
        "prime, 1000, recorded-2023-06.jsonl, 511",
        "happy,  500, recorded-2023-03.jsonl, 418",
        "happy,  500, recorded-2023-06.jsonl, 176",
    })
    void findsThePublishedAccuracies(String tag, int n, String recorded, int right) throws IOException {
        assumeTrue(Files.isDirectory(DATA), "the recordings are not at " + DATA);
        var tasks = tasks();
        var scorer = Scorers.of(tag.equals("prime") ? PRIME : HAPPY, Hearing.NONE);

        var scores = RunFile.read(DATA.resolve(recorded)).runs().getFirst().observations().stream()
                .filter(observation -> task(tasks, observation.task()).tags().contains(tag))
                .map(observation -> scorer.score(task(tasks, observation.task()), observation))
                .toList();

        assertThat(scores).hasSize(n).hasOnlyElementsOfType(Score.Scored.class);
        assertThat(scores).filteredOn(score -> score.equals(Check.YES)).hasSize(right);
    }

    private static GoldenTask task(Map<String, GoldenTask> tasks, String id) {
        return java.util.Objects.requireNonNull(tasks.get(id));
    }

    private static Map<String, GoldenTask> tasks() throws IOException {
        try (var lines = Files.lines(DATA.resolve("golden.jsonl"))) {
            return lines.map(line -> Json.tree("golden.jsonl", line))
                    .map(line -> new GoldenTask(
                            line.get("id").asText(),
                            List.of(),
                            Optional.ofNullable(line.get("expected")),
                            StreamSupport.stream(line.path("tags").spliterator(), false)
                                    .map(tag -> tag.asText())
                                    .collect(Collectors.toSet()),
                            Optional.empty()))
                    .collect(Collectors.toMap(GoldenTask::id, task -> task, (one, _) -> one, LinkedHashMap::new));
        }
    }
}
