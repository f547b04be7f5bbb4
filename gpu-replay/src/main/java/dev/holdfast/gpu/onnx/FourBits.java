package dev.holdfast.gpu.onnx;

import dev.holdfast.gpu.weights.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Tables in four bits a number, as ONNX Runtime multiplies them (`MatMulNBits`): in groups along a row, each with a
/// scale of its own.
///
/// @param group numbers with one scale: a power of two of at least 16, as the runtime asks
public record FourBits(int group) {
    private static final int LARGEST = 7;
    private static final int ZERO = 8;

    String multiply(Graph graph, String vectors, String name, Tensor table) {
        var rows = (int) table.shape()[0];
        var width = table.width();
        if (width % group != 0) {
            throw new IllegalArgumentException(
                    "%s has rows of %d numbers, which are no groups of %d".formatted(name, width, group));
        }
        var groups = rows * (width / group);
        var packed = new byte[groups * group / 2];
        var scales = ByteBuffer.allocate(Float.BYTES * groups).order(ByteOrder.LITTLE_ENDIAN);
        for (var each = 0; each < groups; each++) {
            scales.putFloat(pack(table.values(), each * group, packed));
        }
        return graph.contributed(
                "MatMulNBits",
                List.of(
                        vectors,
                        graph.constant(name + ".packed", Graph.BYTES, packed, rows, width / group, group / 2),
                        graph.constant(name + ".scales", Graph.FLOAT, scales.array(), groups)),
                Graph.setting("K", width),
                Graph.setting("N", rows),
                Graph.setting("bits", 4),
                Graph.setting("block_size", group));
    }

    /// Two numbers in a byte, the first of them low.
    ///
    /// @return the scale
    private float pack(float[] values, int from, byte[] packed) {
        var most = 0f;
        for (var i = from; i < from + group; i++) {
            most = Math.max(most, Math.abs(values[i]));
        }
        var scale = most / LARGEST;
        for (var i = from; i < from + group; i++) {
            var rounded = ZERO + (scale == 0 ? 0 : Math.round(values[i] / scale));
            packed[i / 2] |= (byte) (i % 2 == 0 ? rounded : rounded << 4);
        }
        return scale;
    }
}
