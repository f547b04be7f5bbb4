package dev.holdfast.gpu.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.gpu.Desk;
import dev.holdfast.gpu.engine.Decoder.Which;
import dev.holdfast.gpu.onnx.ExportedGraph;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecoderTest {
    private static final int VOCABULARY = 512;
    private static final long[] TOKENS = {1, 3, 300, 301, 302, 4};
    private static final long[] OTHERS = {1, 3, 17};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsOnFromItsCacheAsIfItHadReadEverythingAtOnce(boolean exported) throws IOException {
        try (var decoder = decoder(exported)) {
            var whole = decoder.read(rows(TOKENS), Cache.EMPTY, Which.LAST);
            var begun = decoder.read(rows(Arrays.copyOf(TOKENS, 4)), Cache.EMPTY, Which.LAST);

            var continued = decoder.read(rows(Arrays.copyOfRange(TOKENS, 4, 6)), begun.cache(), Which.LAST);

            assertThat(continued.logits()).containsExactly(whole.logits(), within(1e-4f));
            assertThat(continued.cache().lengths()).containsExactly(6);
            whole.cache().close();
            continued.cache().close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsRowsOfDifferentLengthsAsIfEachWereAlone(boolean exported) throws IOException {
        try (var decoder = decoder(exported)) {
            var together = decoder.read(rows(OTHERS, TOKENS), Cache.EMPTY, Which.ALL);
            var one = decoder.read(rows(OTHERS), Cache.EMPTY, Which.ALL);
            var other = decoder.read(rows(TOKENS), Cache.EMPTY, Which.ALL);

            var split = OTHERS.length * VOCABULARY;
            assertThat(together.logits()).hasSize((OTHERS.length + TOKENS.length) * VOCABULARY);
            assertThat(Arrays.copyOf(together.logits(), split)).containsExactly(one.logits(), within(1e-4f));
            assertThat(Arrays.copyOfRange(together.logits(), split, together.logits().length))
                    .containsExactly(other.logits(), within(1e-4f));
            List.of(together, one, other).forEach(pass -> pass.cache().close());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void movesRowsWithoutTouchingThem(boolean exported) throws IOException {
        try (var decoder = decoder(exported)) {
            var whole = decoder.read(rows(TOKENS), Cache.EMPTY, Which.LAST);
            var begun = decoder.read(rows(OTHERS, Arrays.copyOf(TOKENS, 5)), Cache.EMPTY, Which.LAST);
            var other = decoder.read(rows(OTHERS), Cache.EMPTY, Which.LAST);

            var together = decoder.gather(List.of(
                    new Decoder.Rows(other.cache(), new int[] {0}), new Decoder.Rows(begun.cache(), new int[] {1})));
            var pass = decoder.read(rows(new long[] {9}, new long[] {TOKENS[5]}), together, Which.LAST);

            var ours = Arrays.copyOfRange(pass.logits(), VOCABULARY, 2 * VOCABULARY);
            assertThat(ours).containsExactly(whole.logits(), within(1e-4f));
            whole.cache().close();
            pass.cache().close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsOnWhereAnotherRowIsOver(boolean exported) throws IOException {
        try (var decoder = decoder(exported)) {
            var alone = said(decoder, decoder.read(rows(OTHERS), Cache.EMPTY, Which.LAST), new long[][] {{}});
            var beside =
                    said(decoder, decoder.read(rows(OTHERS, TOKENS), Cache.EMPTY, Which.LAST), new long[][] {{}, {}});

            assertThat(beside).containsExactly(alone, within(1e-4f));
        }
    }

    /// The first row says more than a cache has places ahead; others say nothing.
    private static float[] said(Decoder decoder, Decoder.Pass begun, long[][] next) {
        var pass = begun;
        for (var i = 0; i < 120; i++) {
            next[0] = new long[] {5 + i};
            pass = decoder.read(next, pass.cache(), Which.LAST);
        }
        pass.cache().close();
        return Arrays.copyOf(pass.logits(), VOCABULARY);
    }

    @Test
    void computesWhatAnExportOfTheSameWeightsComputes() throws IOException {
        try (var drawn = decoder(false);
                var exported = decoder(true)) {
            var here = drawn.read(rows(TOKENS, OTHERS), Cache.EMPTY, Which.ALL);
            var there = exported.read(rows(TOKENS, OTHERS), Cache.EMPTY, Which.ALL);

            assertThat(here.logits()).containsExactly(there.logits(), within(1e-4f));
            here.cache().close();
            there.cache().close();
        }
    }

    @Test
    void saysThatAGraphIsBroken() throws IOException {
        Desk.copyTo(folder);
        Files.writeString(folder.resolve("model.onnx"), "not a graph");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Decoders.open(ModelFolder.open(folder), Target.Machine.DEFAULT))
                .withMessageContaining("cannot be loaded on cpu: ONNX Runtime");
    }

    @Test
    void saysThatThereIsNoGpu() {
        var gpu = new Target.Machine(
                Target.Engine.ONNXRUNTIME, new Target.Device(OptionalInt.of(97)), Target.Precision.FLOAT32, 4, 1);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Decoders.open(Desk.folder(), gpu))
                .withMessageContaining("gpu:97");
    }

    private Decoder decoder(boolean exported) throws IOException {
        if (!exported) {
            return Decoders.open(Desk.folder(), Desk.machine(4, 1));
        }
        Desk.copyTo(folder);
        ExportedGraph.write(ModelFolder.open(folder));
        return Decoders.open(ModelFolder.open(folder), Desk.machine(4, 1));
    }

    private static long[][] rows(long[]... rows) {
        return rows;
    }
}
