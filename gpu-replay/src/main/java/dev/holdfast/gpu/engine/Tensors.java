package dev.holdfast.gpu.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.lang.foreign.Arena;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Tensors of ONNX Runtime over memory that Java reads and writes; freed together.
final class Tensors implements AutoCloseable {
    /// The longest vectors that a processor reads at once.
    private static final int ALIGNMENT = 64;

    private final Arena arena = Arena.ofShared();
    private final List<OnnxTensor> made = new ArrayList<>();

    /// Numbers, and the tensor that they are for the runtime.
    record Numbers<B extends Buffer>(B values, OnnxTensor tensor) {}

    Numbers<LongBuffer> longs(long... shape) {
        return made(memory(Long.BYTES, shape).asLongBuffer(), shape);
    }

    Numbers<IntBuffer> ints(long... shape) {
        return made(memory(Integer.BYTES, shape).asIntBuffer(), shape);
    }

    Numbers<FloatBuffer> floats(long... shape) {
        return made(memory(Float.BYTES, shape).asFloatBuffer(), shape);
    }

    private ByteBuffer memory(int bytes, long... shape) {
        var count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        return arena.allocate(bytes * count, ALIGNMENT).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    private <B extends Buffer> Numbers<B> made(B values, long... shape) {
        try {
            var environment = OrtEnvironment.getEnvironment();
            var tensor = switch (values) {
                case LongBuffer longs -> OnnxTensor.createTensor(environment, longs, shape);
                case IntBuffer ints -> OnnxTensor.createTensor(environment, ints, shape);
                case FloatBuffer floats -> OnnxTensor.createTensor(environment, floats, shape);
                default -> throw new IllegalArgumentException("no tensor of " + values.getClass());
            };
            made.add(tensor);
            return new Numbers<>(values, tensor);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        made.forEach(OnnxTensor::close);
        arena.close();
    }
}
