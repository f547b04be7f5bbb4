package dev.holdfast.gpu.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.InvalidDocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReferenceTest {
    @TempDir
    private Path folder;

    @Test
    void measuresTheDivergenceOfTwoDistributions() {
        var here = place(0.7, 0.2, 0.1);
        var there = place(0.5, 0.25, 0.25);

        // R: p <- c(.7,.2,.1); q <- c(.5,.25,.25); sum(p*log(p/q))
        assertThat(here.divergence(there)).isCloseTo(0.09927278, within(1e-8));
        assertThat(here.divergence(here)).isZero();
    }

    @Test
    void losesNothingOfASmallDifference() {
        // Python, 50 digits of decimal: sum(a * (a / b).ln() for a, b in zip(p, q))
        assertThat(place(0.9999, 0.00005, 0.00005).divergence(place(0.9999, 0.00006, 0.00004)))
                .isCloseTo(2.0410997e-6, within(1e-13));
    }

    @Test
    void readsWhatItWrote() throws IOException {
        var said = new Reference.Said(
                "orders/01",
                new long[] {3, 3},
                new double[] {Math.log(0.9), 0},
                List.of(place(0.9, 0.1, 0), place(1, 0, 0)));
        var head = Reference.Head.of("desk", Digest.of("weights"), Digest.of("tokenizer"), NoiseFloor.atLeast(1e-12));
        var file = folder.resolve("reference.jsonl");

        Reference.write(file, head, List.of(said));
        var read = Reference.read(file);

        assertThat(read.head()).isEqualTo(head);
        assertThat(read.of("orders/01")
                        .orElseThrow()
                        .places()
                        .getFirst()
                        .divergence(said.places().getFirst()))
                .isZero();
        assertThat(read.of("orders/01").orElseThrow().logProbabilities()).isEqualTo(said.logProbabilities());
        assertThat(read.of("orders/02")).isEmpty();
    }

    @Test
    void saysHowAnOlderReferenceIsMadeAnew() throws IOException {
        var file = folder.resolve("reference.jsonl");
        Files.writeString(file, "{\"reference\":1,\"model\":\"desk\",\"floor\":1e-12}\n");

        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Reference.read(file))
                .withMessageContaining("no reference of version 2; `holdfast model reference` makes one");
    }

    @Test
    void seesThatTokensBecameLikelierAndLessLikelyThoughTheirMeanStoodStill() {
        var said = new Reference.Said(
                "sums/1",
                new long[] {3, 3},
                new double[] {Math.log(0.7), Math.log(0.7)},
                List.of(place(0.7, 0.2, 0.1), place(0.7, 0.2, 0.1)));
        var divergence = new Divergence(said);

        divergence.heard(0, new Heard(Math.log(0.7) + 0.01));
        divergence.heard(1, new Heard(Math.log(0.7) - 0.01));

        var scores = divergence.scores(new NoiseFloor(1, 1e-4));
        assertThat(scores.get("golden_likelihood")).isCloseTo(0.7, within(1e-12));
        assertThat(scores.get("golden_shift")).isCloseTo(0.01, within(1e-12));
        assertThat(scores).containsEntry("likelihood_within_noise", 0.0).containsEntry("within_noise", 1.0);
    }

    @Test
    void takesTheNoiseFloorOfWhatWasFarthest() {
        var said = new Reference.Said(
                "sums/1", new long[] {3}, new double[] {Math.log(0.7)}, List.of(place(0.7, 0.2, 0.1)));
        var divergence = new Divergence(said);
        divergence.heard(0, new Heard(Math.log(0.7) - 0.01));

        var floor = NoiseFloor.atLeast(1e-12).and(divergence).and(new Divergence(said));

        assertThat(floor.shift()).isCloseTo(0.01, within(1e-12));
        assertThat(divergence.scores(floor)).containsEntry("likelihood_within_noise", 1.0);
        assertThat(NoiseFloor.atLeast(1e-12).shift()).isCloseTo(1e-6, within(1e-18));
    }

    /// Somebody who thinks so of every token, and of the rest as the trusted model did.
    private record Heard(double logProbability) implements Thought {
        @Override
        public double logProbability(int token) {
            return logProbability;
        }

        @Override
        public Reference.Place likeliest(int count) {
            return place(0.7, 0.2, 0.1);
        }

        @Override
        public double divergence(Reference.Place trusted) {
            return 0;
        }
    }

    private static Reference.Place place(double first, double second, double rest) {
        return new Reference.Place(new int[] {3, 7}, new double[] {Math.log(first), log(second)}, log(rest));
    }

    private static double log(double share) {
        return Math.log(Math.max(share, Double.MIN_NORMAL));
    }
}
