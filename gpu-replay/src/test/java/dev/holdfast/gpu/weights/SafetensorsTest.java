package dev.holdfast.gpu.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.gpu.Desk;
import dev.holdfast.schema.json.InvalidDocumentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SafetensorsTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatItWrote() throws IOException {
        var weights =
                new Weights(Map.of("table", new Tensor(new long[] {2, 3}, new float[] {1, -2, 3.5f, 0, 5, 6e-8f})));
        var file = folder.resolve("model.safetensors");

        Safetensors.write(file, weights);

        assertThat(Safetensors.read(file)).isEqualTo(weights);
    }

    @Test
    void makesHalfPrecisionWhole() throws IOException {
        // 0x3FC0 is 1.5 in bfloat16, 0x3E00 is 1.5 in IEEE half precision
        assertThat(read("BF16", (short) 0x3FC0).values()).containsExactly(1.5f);
        assertThat(read("F16", (short) 0x3E00).values()).containsExactly(1.5f);
    }

    @Test
    void refusesAFileThatIsCutOff() throws IOException {
        var whole = Files.readAllBytes(Desk.MODEL.resolve("model.safetensors"));
        var file = folder.resolve("model.safetensors");
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 100));

        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Safetensors.read(file))
                .withMessageContaining("ends before the weights");
    }

    @Test
    void refusesWhatIsNoSuchFile() throws IOException {
        var file = folder.resolve("model.safetensors");
        Files.writeString(file, "<html>404: not found</html>");

        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> Safetensors.read(file))
                .withMessageContaining("is not a safetensors file");
    }

    @Test
    void refusesNumbersOfAKindThatItDoesNotKnow() {
        assertThatExceptionOfType(InvalidDocumentException.class)
                .isThrownBy(() -> read("I64", (short) 1))
                .withMessageContaining("I64");
    }

    private Tensor read(String kind, short number) throws IOException {
        var header = "{\"t\":{\"dtype\":\"%s\",\"shape\":[1],\"data_offsets\":[0,2]}}".formatted(kind);
        var bytes = ByteBuffer.allocate(8 + header.length() + 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length())
                .put(header.getBytes(StandardCharsets.UTF_8))
                .putShort(number)
                .array();
        var file = folder.resolve(kind);
        Files.write(file, bytes);
        return Safetensors.read(file).tensors().values().iterator().next();
    }
}
