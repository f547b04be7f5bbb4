package dev.holdfast.gpu.weights;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Reads and writes `model.safetensors`: a length, a JSON header, and the numbers.
///
/// Half-precision numbers are read as single precision: an engine that is handed bfloat16 may end the process.
public final class Safetensors {
    private static final int LONGEST_HEADER = 100_000_000;
    private static final int ALIGNED = 8;

    private Safetensors() {}

    /// The weights in a file.
    ///
    /// @throws InvalidDocumentException when the file is not whole or not of this format
    public static Weights read(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            var header = header(file, channel);
            var start = channel.position();
            var tensors = new LinkedHashMap<String, Tensor>();
            for (var entry : header.properties()) {
                if (!entry.getKey().equals("__metadata__")) {
                    tensors.put(entry.getKey(), tensor(file, channel, start, entry));
                }
            }
            return new Weights(tensors);
        }
    }

    private static JsonNode header(Path file, FileChannel channel) throws IOException {
        var length =
                channel.size() < Long.BYTES ? -1 : bytes(channel, 0, Long.BYTES).getLong();
        if (length < 2 || length > Math.min(LONGEST_HEADER, channel.size() - Long.BYTES)) {
            throw invalid(file, "is not a safetensors file: its header would have " + length + " bytes");
        }
        var text = bytes(channel, Long.BYTES, (int) length);
        channel.position(Long.BYTES + length);
        return Json.tree(file.toString(), StandardCharsets.UTF_8.decode(text).toString());
    }

    private static Tensor tensor(Path file, FileChannel channel, long start, Map.Entry<String, JsonNode> entry)
            throws IOException {
        var offsets = entry.getValue().path("data_offsets");
        var from = offsets.path(0).asLong(-1);
        var to = offsets.path(1).asLong(-1);
        if (from < 0 || to < from || to - from > Integer.MAX_VALUE || start + to > channel.size()) {
            throw invalid(file, "ends before the weights %s do: it is not whole".formatted(entry.getKey()));
        }
        var shape = IntStream.range(0, entry.getValue().path("shape").size())
                .mapToLong(i -> entry.getValue().path("shape").get(i).asLong())
                .toArray();
        try {
            var kind = entry.getValue().path("dtype").asText();
            return new Tensor(shape, numbers(kind, bytes(channel, start + from, (int) (to - from))));
        } catch (IllegalArgumentException e) {
            throw invalid(file, "holds weights %s that cannot be used: %s".formatted(entry.getKey(), e.getMessage()));
        }
    }

    private static float[] numbers(String kind, ByteBuffer bytes) {
        return switch (kind) {
            case "F32" -> {
                var numbers = new float[bytes.remaining() / Float.BYTES];
                bytes.asFloatBuffer().get(numbers);
                yield numbers;
            }
            case "F16" -> halves(bytes, true);
            case "BF16" -> halves(bytes, false);
            default -> throw new IllegalArgumentException("numbers of kind " + kind + ", expected F32, F16 or BF16");
        };
    }

    private static float[] halves(ByteBuffer bytes, boolean ieee) {
        var shorts = bytes.asShortBuffer();
        var numbers = new float[shorts.remaining()];
        for (var i = 0; i < numbers.length; i++) {
            var half = shorts.get(i);
            numbers[i] = ieee ? Float.float16ToFloat(half) : Float.intBitsToFloat(half << Short.SIZE);
        }
        return numbers;
    }

    private static ByteBuffer bytes(FileChannel channel, long from, int count) throws IOException {
        var buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            // reads on until all is there
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Writes the weights in single precision.
    public static void write(Path file, Weights weights) throws IOException {
        var header = new LinkedHashMap<String, Object>();
        header.put("__metadata__", Map.of("format", "pt"));
        var size = 0L;
        for (var entry : weights.tensors().entrySet()) {
            var end = size + (long) Float.BYTES * entry.getValue().values().length;
            header.put(entry.getKey(), new Entry("F32", entry.getValue().shape(), List.of(size, end)));
            size = end;
        }
        var text = Json.line(header);
        var padded = text + " ".repeat(Math.floorMod(-text.length(), ALIGNED));
        var bytes = padded.getBytes(StandardCharsets.UTF_8);
        var all = ByteBuffer.allocate(Math.toIntExact(Long.BYTES + bytes.length + size))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bytes.length)
                .put(bytes);
        weights.tensors().values().forEach(tensor -> {
            all.asFloatBuffer().put(tensor.values());
            all.position(all.position() + Float.BYTES * tensor.values().length);
        });
        Files.write(file, all.array());
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(
            String dtype,
            long[] shape,

            @com.fasterxml.jackson.annotation.JsonProperty("data_offsets")
            List<Long> offsets) {}

    private static InvalidDocumentException invalid(Path file, String message) {
        return new InvalidDocumentException(Problem.of(file.toString(), message));
    }
}
