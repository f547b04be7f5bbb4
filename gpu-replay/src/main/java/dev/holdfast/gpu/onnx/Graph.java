package dev.holdfast.gpu.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.holdfast.gpu.weights.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// An ONNX graph that is being drawn: constants, operations, inputs and outputs. What is drawn has a name, and that
/// is how it is referred to.
final class Graph {
    static final int FLOAT = 1;
    static final int BYTES = 2;
    static final int INT = 6;
    static final int LONG = 7;

    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;

    private final GraphProto.Builder graph;
    private final Set<String> constants = new HashSet<>();
    private int drawn;

    Graph(String name) {
        this.graph = GraphProto.newBuilder().setName(name);
    }

    /// A constant; drawn once, however often it is named.
    String constant(String name, Tensor tensor) {
        var bytes = ByteBuffer.allocate(Float.BYTES * tensor.values().length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.values());
        return constant(name, FLOAT, bytes.array(), tensor.shape());
    }

    /// A single number.
    String constant(String name, float value) {
        return constant(name, new Tensor(new long[] {1}, new float[] {value}));
    }

    /// A list of whole numbers.
    String list(String name, long... values) {
        return constant(name, LONG, bytes(values), values.length);
    }

    private static byte[] bytes(long... values) {
        var bytes = ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return bytes.array();
    }

    String constant(String name, int kind, byte[] bytes, long... shape) {
        if (constants.add(name)) {
            var tensor =
                    TensorProto.newBuilder().setName(name).setDataType(kind).setRawData(ByteString.copyFrom(bytes));
            for (var side : shape) {
                tensor.addDims(side);
            }
            graph.addInitializer(tensor);
        }
        return name;
    }

    /// An operation of the standard set; its result's name.
    String op(String type, String... inputs) {
        return op(type, List.of(inputs), type + "_" + drawn, List.of());
    }

    /// An operation with settings.
    String op(String type, List<String> inputs, AttributeProto... settings) {
        return op(type, inputs, type + "_" + drawn, List.of(settings));
    }

    /// An operation whose result has a name of its own.
    String op(String type, List<String> inputs, String result, List<AttributeProto> settings) {
        add(NodeProto.newBuilder()
                .setOpType(type)
                .addAllInput(inputs)
                .addOutput(result)
                .addAllAttribute(settings));
        return result;
    }

    /// The same numbers in another shape; 0 keeps a side, -1 is what is left.
    String reshape(String numbers, long... sides) {
        return op("Reshape", numbers, list("sides" + Arrays.toString(sides), sides));
    }

    /// An operation that ONNX Runtime adds to the standard.
    String contributed(String type, List<String> inputs, AttributeProto... settings) {
        return contributed(type, inputs, 1, settings).getFirst();
    }

    /// An operation that ONNX Runtime adds to the standard, with several results.
    List<String> contributed(String type, List<String> inputs, int results, AttributeProto... settings) {
        var names = IntStream.range(0, results)
                .mapToObj(i -> type + "_" + drawn + "_" + i)
                .toList();
        contributed(type, inputs, names, settings);
        return names;
    }

    /// An operation that ONNX Runtime adds to the standard, whose results have names of their own; an input that is
    /// left out is empty.
    void contributed(String type, List<String> inputs, List<String> results, AttributeProto... settings) {
        add(NodeProto.newBuilder()
                .setOpType(type)
                .setDomain("com.microsoft")
                .addAllInput(inputs)
                .addAllOutput(results)
                .addAllAttribute(List.of(settings)));
    }

    private void add(NodeProto.Builder node) {
        graph.addNode(node.setName(node.getOpType() + "_n" + drawn++));
    }

    void input(String name, int kind, Object... sides) {
        graph.addInput(value(name, kind, sides));
    }

    void output(String name, int kind, Object... sides) {
        graph.addOutput(value(name, kind, sides));
    }

    /// A side is a number, or a name where it varies.
    private static ValueInfoProto value(String name, int kind, Object... sides) {
        var shape = TensorShapeProto.newBuilder();
        for (var side : sides) {
            var dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(
                    side instanceof String varying
                            ? dimension.setDimParam(varying)
                            : dimension.setDimValue(((Number) side).longValue()));
        }
        var tensor = TypeProto.Tensor.newBuilder().setElemType(kind).setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    static AttributeProto setting(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setI(value)
                .setType(AttributeProto.AttributeType.INT)
                .build();
    }

    static AttributeProto setting(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setF(value)
                .setType(AttributeProto.AttributeType.FLOAT)
                .build();
    }

    byte[] bytes() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("holdfast")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .addOpsetImport(OperatorSetIdProto.newBuilder()
                        .setDomain("com.microsoft")
                        .setVersion(1))
                .setGraph(graph)
                .build()
                .toByteArray();
    }
}
