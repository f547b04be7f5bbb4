package dev.holdfast.gpu.engine;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.ParameterStore;
import ai.djl.translate.NoopTranslator;
import dev.holdfast.gpu.onnx.LlamaGraph;
import dev.holdfast.gpu.weights.LlamaShape;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// ONNX Runtime with a decoder in the layout of common exports: `input_ids`, `attention_mask`, `position_ids` and
/// `past_key_values.N.key` go in, `logits` and `present.N.key` come out.
///
/// The runtime hands its outputs to Java after every step, so the cache lies in the machine's memory, also where a
/// GPU computes.
final class OnnxDecoder implements Decoder {
    private static final String POSITIONS = "position_ids";

    private final LlamaShape shape;
    private final ZooModel<NDList, NDList> model;
    private final NDManager manager;
    private final List<String> inputs;
    private final Target.Machine machine;

    private OnnxDecoder(LlamaShape shape, ZooModel<NDList, NDList> model, Target.Machine machine) {
        this.shape = shape;
        this.model = model;
        this.machine = machine;
        this.manager = model.getNDManager().newSubManager();
        this.inputs = model.getBlock().describeInput().keys();
    }

    /// Loads the folder's graph; where it has none, the one that its weights and the Llama family's make.
    static OnnxDecoder open(ModelFolder folder, Target.Machine machine) throws IOException {
        if (folder.graph().isPresent()) {
            return load(folder.shape(), folder.path(), machine);
        }
        var made = Files.createTempDirectory("holdfast-graph");
        try {
            Files.write(made.resolve(ModelFolder.ONNX), new LlamaGraph(folder.shape(), folder.weights()).bytes());
            return load(folder.shape(), made, machine);
        } finally {
            Files.deleteIfExists(made.resolve(ModelFolder.ONNX));
            Files.deleteIfExists(made);
        }
    }

    private static OnnxDecoder load(LlamaShape shape, Path folder, Target.Machine machine) throws IOException {
        var criteria = Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optEngine("OnnxRuntime")
                .optDevice(device(machine.device()))
                .optModelPath(folder)
                .optModelName("model")
                .optTranslator(new NoopTranslator())
                .optOption("intraOpNumThreads", Integer.toString(machine.threads()))
                .optOption("interOpNumThreads", "1")
                .build();
        try {
            var decoder = new OnnxDecoder(shape, criteria.loadModel(), machine);
            decoder.check();
            return decoder;
        } catch (ModelNotFoundException | MalformedModelException e) {
            throw new IllegalArgumentException("ONNX Runtime: " + reason(e), e);
        }
    }

    static Device device(Target.Device device) {
        return device.gpu().isPresent() ? Device.gpu(device.gpu().getAsInt()) : Device.cpu();
    }

    private static String reason(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private void check() {
        var missing = new ArrayList<>(List.of("input_ids", "attention_mask"));
        missing.addAll(past());
        missing.removeAll(inputs);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "the graph takes " + inputs + "; what is missing for a decoder with a cache: " + missing);
        }
    }

    private List<String> past() {
        var names = new ArrayList<String>();
        for (var layer = 0; layer < shape.layers(); layer++) {
            names.add("past_key_values." + layer + ".key");
            names.add("past_key_values." + layer + ".value");
        }
        return names;
    }

    @Override
    public LlamaShape shape() {
        return shape;
    }

    @Override
    public Pass read(Reading reading, Cache past, Which which) {
        var scratch = manager.newSubManager();
        try (past) {
            var outputs = model.getBlock()
                    .forward(new ParameterStore(scratch, false), inputs(reading, past, which, scratch), false);
            var logits = logits(outputs.get(0), which);
            outputs.get(0).close();
            return new Pass(logits, new Cache(scratch, outputs.subNDList(1), reading.total()));
        } catch (RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    private NDList inputs(Reading reading, Cache past, Which which, NDManager scratch) {
        var size = new Shape(reading.batch(), reading.length());
        var list = new NDList();
        add(list, "input_ids", scratch.create(reading.tokens(), size));
        add(list, "attention_mask", scratch.create(reading.mask(), new Shape(reading.batch(), reading.total())));
        if (inputs.contains(POSITIONS)) {
            add(list, POSITIONS, scratch.create(reading.positions(), size));
        }
        if (inputs.contains(LlamaGraph.KEPT)) {
            add(list, LlamaGraph.KEPT, scratch.create(new long[] {which == Which.LAST ? 1 : 0}, new Shape()));
        }
        var names = past();
        for (var i = 0; i < names.size(); i++) {
            add(
                    list,
                    names.get(i),
                    past.arrays().isEmpty()
                            ? nothing(reading, scratch)
                            : past.arrays().get(i));
        }
        return list;
    }

    private NDArray nothing(Reading reading, NDManager scratch) {
        return scratch.create(new float[0], new Shape(reading.batch(), shape.keyHeads(), 0, shape.headWidth()));
    }

    private static void add(NDList list, String name, NDArray array) {
        array.setName(name);
        list.add(array);
    }

    private float[] logits(NDArray logits, Which which) {
        var size = logits.getShape();
        if (which == Which.ALL || size.get(1) == 1) {
            return logits.toFloatArray();
        }
        var vocabulary = (int) size.get(2);
        var last = new float[(int) size.get(0) * vocabulary];
        var all = logits.toByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
        for (var row = 0; row < size.get(0); row++) {
            all.get(((row + 1) * (int) size.get(1) - 1) * vocabulary, last, row * vocabulary, vocabulary);
        }
        return last;
    }

    @Override
    public Cache gather(List<Rows> parts, int length) {
        var scratch = manager.newSubManager();
        var arrays = new NDList();
        for (var i = 0; i < 2 * shape.layers(); i++) {
            arrays.add(gather(parts, i, length, scratch));
        }
        parts.forEach(part -> part.cache().close());
        return new Cache(scratch, arrays, length);
    }

    /// Copies runs of bytes, whatever kind of number they are.
    private NDArray gather(List<Rows> parts, int index, int length, NDManager scratch) {
        var kind = parts.getFirst().cache().arrays().get(index).getDataType();
        var place = shape.headWidth() * kind.getNumOfBytes();
        var batch = parts.stream().mapToInt(part -> part.rows().length).sum();
        var to = new byte[batch * shape.keyHeads() * length * place];
        var line = 0;
        for (var part : parts) {
            var from = part.cache().arrays().get(index).toByteBuffer();
            var had = part.cache().length();
            var kept = had - part.without();
            for (var row : part.rows()) {
                for (var head = 0; head < shape.keyHeads(); head++, line++) {
                    var begin = ((row * shape.keyHeads() + head) * had + part.without()) * place;
                    from.get(begin, to, (line * length + length - kept) * place, kept * place);
                }
            }
        }
        return array(scratch, to, new Shape(batch, shape.keyHeads(), length, shape.headWidth()), kind);
    }

    private static NDArray array(NDManager scratch, byte[] bytes, Shape shape, DataType kind) {
        var buffer = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder());
        return scratch.create(buffer.put(bytes).flip(), shape, kind);
    }

    @Override
    public SortedMap<String, String> environment() {
        return Surroundings.of("onnxruntime", machine);
    }

    @Override
    public void close() {
        manager.close();
        model.close();
    }
}
