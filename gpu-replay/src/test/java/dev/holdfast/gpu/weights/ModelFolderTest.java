package dev.holdfast.gpu.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.gpu.Desk;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.InvalidDocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelFolderTest {
    @TempDir
    private Path folder;

    @Test
    void holdsTheRepositorysModelToItsDigest() throws IOException {
        // a new training writes another one: the digest in docs/local-models.md changes with it
        assertThat(Desk.folder().weightsDigest().hex())
                .isEqualTo("c381458179f66c9acbf683899fadb014f73e6eb0717c9cea12210979702d41b3");
        assertThat(Files.size(Desk.MODEL.resolve("model.safetensors"))).isLessThan(2_000_000);
        assertThat(Desk.folder().weights().count()).isEqualTo(471_936);
    }

    @Test
    void holdsTheFineTuneOfTheDemoToItsDigest() throws IOException {
        var tuned = Desk.EXAMPLE.resolve("models/desk-14-days.safetensors");

        assertThat(Digest.of(tuned).hex())
                .isEqualTo("6c6e3798ae79c6644e40fab7d57313104258f7c04f4609090ab7df0532fa2092");
        assertThat(Safetensors.read(tuned).count()).isEqualTo(86_016);
    }

    @Test
    void saysWhichWeightsAreMissing() throws IOException {
        Desk.copyTo(folder);
        var fewer = new LinkedHashMap<>(Desk.folder().weights().tensors());
        fewer.remove("model.layers.1.mlp.up_proj.weight");
        Safetensors.write(folder.resolve("model.safetensors"), new Weights(fewer));

        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> ModelFolder.open(folder).weights())
                .withMessageContaining("has no weights model.layers.1.mlp.up_proj.weight");
    }

    @Test
    void saysWhichWeightsAreOfAnotherShape() throws IOException {
        Desk.copyTo(folder);
        change("config.json", "\"intermediate_size\" : 224", "\"intermediate_size\" : 256");

        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> ModelFolder.open(folder).weights())
                .withMessageContaining("model.layers.0.mlp.gate_proj.weight of [224, 128]")
                .withMessageContaining("[256, 128]");
    }

    @Test
    void saysThatThereAreNoWeights() throws IOException {
        Desk.copyTo(folder);
        Files.delete(folder.resolve("model.safetensors"));

        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> ModelFolder.open(folder).weights())
                .withMessageContaining("has neither model.onnx nor model.safetensors");
    }

    @Test
    void wantsToKnowHowAnAnswerEnds() throws IOException {
        Desk.copyTo(folder);
        change("config.json", "\"eos_token_id\" : 2,", "");

        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> ModelFolder.open(folder))
                .withMessageContaining("no answer would ever end");
    }

    private void change(String file, String from, String to) throws IOException {
        var text = Files.readString(folder.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(folder.resolve(file), text.replace(from, to));
    }
}
