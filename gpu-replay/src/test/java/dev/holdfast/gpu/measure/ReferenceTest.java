package dev.holdfast.gpu.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.schema.json.Digest;
import java.io.IOException;
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
        var said = new Reference.Said("orders/01", new long[] {5, 2}, List.of(place(0.9, 0.1, 0), place(1, 0, 0)));
        var head = Reference.Head.of("desk", Digest.of("weights"), Digest.of("tokenizer"), 1e-12);
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
        assertThat(read.of("orders/02")).isEmpty();
    }

    private static Reference.Place place(double first, double second, double rest) {
        return new Reference.Place(new int[] {3, 7}, new double[] {Math.log(first), log(second)}, log(rest));
    }

    private static double log(double share) {
        return Math.log(Math.max(share, Double.MIN_NORMAL));
    }
}
