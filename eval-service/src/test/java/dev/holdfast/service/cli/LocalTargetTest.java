package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.evaluation.Attribution;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Mover;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example with a model in it, as a user would go through it: certified, gated, swapped for what was made of it.
final class LocalTargetTest {
    private static final Path EXAMPLE = Path.of("../examples/local-desk");

    @TempDir
    private static Path folder;

    @TempDir
    private static Path home;

    @BeforeAll
    static void certify() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = folder.resolve(EXAMPLE.relativize(file).toString());
                Files.createDirectories(copy.resolveSibling(""));
                Files.copy(file, copy);
            }
        }
        done(cli(
                "model",
                "reference",
                pact(),
                "--out",
                folder.resolve("models/reference.jsonl").toString()));
        change("device: cpu}", "device: cpu, batch: 32, reference: models/reference.jsonl}");
        change("promises:\n", """
                  same_model: {recorded_score: within_noise}
                  as_likely: {recorded_score: likelihood_within_noise}

                promises:
                  - {metric: same_model, max_drop: 5pt}
                  - {metric: as_likely, max_drop: 5pt}
                """);
        for (var variant : List.of("int8", "noise-5", "int4")) {
            var out = folder.resolve("models/desk-" + variant).toString();
            done(cli("model", "vary", folder.resolve("models/desk").toString(), variant, "--out", out));
        }
        done(cli("certify", pact(), "--runs", "2"));
    }

    @Test
    void raisesNothingForTheSameModelInAnotherBatchAndOnAnotherNumberOfThreads() throws IOException {
        change("batch: 32", "batch: 5, threads: 2");
        var evaluation = gate();
        change("batch: 5, threads: 2", "batch: 32");

        assertThat(evaluation.verdict()).isEqualTo(Verdict.PASS);
        assertThat(evaluation.attribution().orElseThrow().changed())
                .extracting(Attribution.Part::mover, Attribution.Part::name)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(Mover.PACT, "pact"),
                        org.assertj.core.groups.Tuple.tuple(Mover.ENVIRONMENT, "batching"),
                        org.assertj.core.groups.Tuple.tuple(Mover.ENVIRONMENT, "threads"));
    }

    @Test
    void findsInOneRunWhatNoAnswerShows() {
        for (var variant : List.of("int8", "noise-5")) {
            var evaluation = gate("--candidate", "models/desk-" + variant);

            assertThat(finding(evaluation, "same_model")).isInstanceOf(Finding.Broken.class);
            assertThat(finding(evaluation, "as_likely")).isInstanceOf(Finding.Broken.class);
            assertThat(finding(evaluation, "correct")).as(variant).isInstanceOf(Finding.Kept.class);
        }
    }

    @Test
    void looksAtAQuantisedModelAsAtAnyOtherCandidate() {
        var evaluation = gate("--candidate", "models/desk-int4");

        assertThat(finding(evaluation, "right_tool")).isInstanceOf(Finding.Kept.class);
        assertThat(evaluation.candidate().models()).containsExactly("desk-int4");
    }

    @Test
    void namesTheModelWhereItWasSwappedBehindItsName() throws IOException {
        var weights = folder.resolve("models/desk/model.safetensors");
        var trusted = Files.readAllBytes(weights);
        try {
            Files.copy(
                    folder.resolve("models/desk-noise-5/model.safetensors"),
                    weights,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);

            var evaluation = gate();

            assertThat(evaluation.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(evaluation.attribution().orElseThrow().changed())
                    .extracting(Attribution.Part::mover, Attribution.Part::name)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(Mover.MODEL, "fingerprint"));
        } finally {
            Files.write(weights, trusted);
        }
    }

    @Test
    void saysThatAModelIsBroken() throws IOException {
        var broken = Files.createDirectories(folder.resolve("models/broken"));
        for (var file : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
            Files.copy(folder.resolve("models/desk").resolve(file), broken.resolve(file));
        }
        Files.write(
                broken.resolve("model.safetensors"),
                Arrays.copyOf(Files.readAllBytes(folder.resolve("models/desk/model.safetensors")), 1_000_000));

        var run = cli("run", pact(), "--candidate", "models/broken");

        assertThat(run.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(run.err()).contains("it is not whole");
    }

    private static Finding finding(Evaluation evaluation, String metric) {
        return evaluation.findings().stream()
                .filter(finding -> finding.promised().id().startsWith(metric))
                .findFirst()
                .orElseThrow();
    }

    private static Evaluation gate(String... more) {
        var arguments = Stream.concat(Stream.of("gate", pact(), "--format", "json"), Arrays.stream(more));
        var gate = cli(arguments.toArray(String[]::new));
        assertThat(gate.out()).as(gate.err()).startsWith("{");
        return Json.read("evaluation", gate.out(), Evaluation.class);
    }

    private static void change(String from, String to) throws IOException {
        var text = Files.readString(folder.resolve("pact.yaml"));
        assertThat(text).contains(from);
        Files.writeString(folder.resolve("pact.yaml"), text.replace(from, to));
    }

    private static String pact() {
        return folder.resolve("pact.yaml").toString();
    }

    private static void done(Cli cli) {
        assertThat(cli.code()).as(cli.err()).isZero();
    }

    private static Cli cli(String... arguments) {
        return Cli.run(home, arguments);
    }
}
