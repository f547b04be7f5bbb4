package dev.holdfast.gpu.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.gpu.onnx.EncoderFolder;
import dev.holdfast.harness.score.Embedder;
import dev.holdfast.harness.score.EmbeddingModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SentenceEncodersTest {
    @TempDir
    private Path folder;

    @Test
    void isFoundByScoring() {
        assertThat(EmbeddingModels.ALL).hasAtLeastOneElementOfType(SentenceEncoders.class);
    }

    @Test
    void findsTextsOfTheSameWordsAlike() throws IOException {
        var embedder = new SentenceEncoders().open(EncoderFolder.write(folder)).orElseThrow();

        var order = embedder.embed("Your order was shipped");
        assertThat(Embedder.cosine(order, embedder.embed("was your order shipped")))
                .isCloseTo(1, within(1e-5));
        assertThat(Embedder.cosine(order, embedder.embed("rain in Rome"))).isLessThan(0.7);
    }

    @Test
    void givesEachTextItsVectorWhateverItIsBatchedWith() throws IOException {
        var embedder = new SentenceEncoders().open(EncoderFolder.write(folder)).orElseThrow();

        var together = embedder.embed(List.of("rain", "your order was shipped in Rome", "rain in Rome"));

        assertThat(together.get(2)).containsExactly(embedder.embed("rain in Rome"), within(1e-6f));
        assertThat(together.getFirst()).containsExactly(embedder.embed("rain"), within(1e-6f));
    }

    @Test
    void leavesFoldersOfAnotherKindToOthers() {
        assertThat(new SentenceEncoders().open(folder)).isEmpty();
    }

    @Test
    void saysThatAnEncoderIsBroken() throws IOException {
        EncoderFolder.write(folder);
        Files.writeString(folder.resolve("model.onnx"), "not a graph");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new SentenceEncoders().open(folder))
                .withMessageContaining("is no sentence encoder");
    }
}
