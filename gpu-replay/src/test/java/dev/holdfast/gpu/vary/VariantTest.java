package dev.holdfast.gpu.vary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.gpu.Desk;
import dev.holdfast.gpu.engine.Cache;
import dev.holdfast.gpu.engine.Decoder;
import dev.holdfast.gpu.engine.Decoders;
import dev.holdfast.gpu.weights.LlamaShape;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.gpu.weights.Safetensors;
import dev.holdfast.gpu.weights.Tensor;
import dev.holdfast.gpu.weights.Weights;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VariantTest {
    private static final Weights WEIGHTS = new Weights(Map.of(
            "table", new Tensor(new long[] {2, 2}, new float[] {7, 3.4f, -14, 0.9f}),
            "norm", new Tensor(new long[] {2}, new float[] {0.123f, 4})));

    @TempDir
    private Path folder;

    @Test
    void roundsRowsToWholeStepsOfTheirLargest() {
        var rounded = new Variant.Rounded(4, OptionalInt.empty()).of(WEIGHTS);

        assertThat(table(rounded)).containsExactly(7, 3, -14, 0);
    }

    @Test
    void leavesNormsAlone() {
        assertThat(Variants.NAMED.values())
                .allSatisfy(variant -> assertThat(variant.of(WEIGHTS).tensors().get("norm"))
                        .isEqualTo(WEIGHTS.tensors().get("norm")));
    }

    @Test
    void keepsEightBitsOfAFraction() {
        var halved = table(new Variant.Halved().of(WEIGHTS));

        // bfloat16 has steps of 2^-6 from 2 to 4
        assertThat(halved).containsExactly(7, 3.40625f, -14, 0.8984375f);
    }

    @Test
    void addsTheSameNoiseEveryTime() {
        var once = new Variant.Noisy(0.05, 3).of(WEIGHTS);

        assertThat(once).isEqualTo(new Variant.Noisy(0.05, 3).of(WEIGHTS)).isNotEqualTo(WEIGHTS);
    }

    @Test
    void computesWithPackedTablesAsWithRoundedOnes() throws IOException {
        var int4 = Objects.requireNonNull(Variants.NAMED.get("int4"));
        var packed = folder.resolve("packed");
        VariantFolder.write(Desk.folder(), int4, packed);
        var rounded = Files.createDirectory(folder.resolve("rounded"));
        Desk.copyTo(rounded);
        Safetensors.write(rounded.resolve("model.safetensors"), withTheEmbeddingWhole(int4));
        var config = rounded.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("embeddings\" : true", "embeddings\" : false"));

        assertThat(logits(packed)).containsExactly(logits(rounded), within(2e-3f));
        assertThat(Files.size(packed.resolve("model.onnx"))).isLessThan(800_000);
    }

    @Test
    void overwritesNothing() {
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> VariantFolder.write(Desk.folder(), new Variant.Halved(), folder));
    }

    private static float[] table(Weights weights) {
        return Objects.requireNonNull(weights.tensors().get("table")).values();
    }

    /// What is looked up stays whole, and is packed where it is the head.
    private static Weights withTheEmbeddingWhole(Variant variant) throws IOException {
        var whole = Desk.folder().weights();
        var tensors = new LinkedHashMap<>(variant.of(whole).tensors());
        tensors.put(LlamaShape.HEAD, Objects.requireNonNull(tensors.get(LlamaShape.EMBEDDING)));
        tensors.put(LlamaShape.EMBEDDING, Objects.requireNonNull(whole.tensors().get(LlamaShape.EMBEDDING)));
        return new Weights(tensors);
    }

    private static float[] logits(Path folder) throws IOException {
        try (var decoder = Decoders.open(ModelFolder.open(folder), Desk.machine(1, 1))) {
            var pass = decoder.read(new long[][] {{300}}, Cache.EMPTY, Decoder.Which.LAST);
            pass.cache().close();
            return pass.logits();
        }
    }
}
