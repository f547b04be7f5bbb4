package dev.holdfast.gpu.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.gpu.Desk;
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

final class DecoderTest {
    private static final long[] TOKENS = {1, 3, 300, 301, 302, 4};

    @TempDir
    private Path folder;

    @Test
    void readsOnFromItsCacheAsIfItHadReadEverythingAtOnce() throws IOException {
        try (var decoder = Decoders.open(Desk.folder(), Desk.machine(4, 1))) {
            var whole = read(decoder, TOKENS, 0, Cache.EMPTY);
            var begun = read(decoder, Arrays.copyOf(TOKENS, 4), 0, Cache.EMPTY);

            var continued = read(decoder, Arrays.copyOfRange(TOKENS, 4, 6), 4, begun.cache());

            assertThat(continued.logits()).containsExactly(whole.logits(), within(1e-4f));
        }
    }

    @Test
    void movesRowsWithoutTouchingThem() throws IOException {
        try (var decoder = Decoders.open(Desk.folder(), Desk.machine(4, 1))) {
            var whole = read(decoder, TOKENS, 0, Cache.EMPTY);
            var begun = read(decoder, Arrays.copyOf(TOKENS, 5), 0, Cache.EMPTY);
            var other = read(decoder, Arrays.copyOf(TOKENS, 3), 0, Cache.EMPTY);

            // the other's row first, ours second, and two places of padding before it
            var together = decoder.gather(
                    List.of(
                            new Decoder.Rows(other.cache(), new int[] {0}, 0),
                            new Decoder.Rows(begun.cache(), new int[] {0}, 0)),
                    7);
            var mask = new long[] {0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1};
            var pass = decoder.read(
                    new Reading(new long[] {9, TOKENS[5]}, new long[] {3, 5}, mask, 2, 1, 8),
                    together,
                    Decoder.Which.LAST);

            var ours = Arrays.copyOfRange(pass.logits(), 512, 1024);
            assertThat(ours).containsExactly(whole.logits(), within(1e-4f));
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

    private static Decoder.Pass read(Decoder decoder, long[] tokens, int past, Cache cache) {
        var positions = new long[tokens.length];
        Arrays.setAll(positions, i -> past + i);
        var mask = new long[past + tokens.length];
        Arrays.fill(mask, 1);
        return decoder.read(
                new Reading(tokens, positions, mask, 1, tokens.length, mask.length), cache, Decoder.Which.LAST);
    }
}
