package dev.holdfast.gpu.engine;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.holdfast.gpu.weights.LlamaShape;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.gpu.weights.Tensor;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// PyTorch with a decoder of the Llama family in array operations; weights and cache stay on the device.
final class TorchDecoder implements Decoder {
    /// What no attention goes to; the largest that half precision holds is 65504.
    private static final float UNSEEN = -3e4f;

    private final LlamaBlock block;
    private final NDManager manager;
    private final DataType kind;
    private final Target.Machine machine;

    private TorchDecoder(LlamaBlock block, NDManager manager, DataType kind, Target.Machine machine) {
        this.block = block;
        this.manager = manager;
        this.kind = kind;
        this.machine = machine;
    }

    static TorchDecoder open(ModelFolder folder, Target.Machine machine) throws IOException {
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(machine.threads()));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        var weights = folder.weights();
        var kind = machine.precision() == Target.Precision.FLOAT16 ? DataType.FLOAT16 : DataType.FLOAT32;
        var manager = engine().newBaseManager(OnnxDecoder.device(machine.device()));
        Map<String, NDArray> arrays = new HashMap<>();
        weights.tensors().forEach((name, tensor) -> arrays.put(name, array(manager, tensor, kind)));
        var shape = folder.shape();
        var block = new LlamaBlock(
                shape, arrays, array(manager, shape.cosines(), kind), array(manager, shape.sines(), kind));
        return new TorchDecoder(block, manager, kind, machine);
    }

    private static Engine engine() throws IOException {
        if (!Engine.hasEngine("PyTorch")) {
            throw new IOException("the engine pytorch is not in this build; build with -Ppytorch");
        }
        try {
            return Engine.getEngine("PyTorch");
        } catch (EngineException e) {
            throw new IOException("the engine pytorch cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static NDArray array(NDManager manager, Tensor tensor, DataType kind) {
        return manager.create(tensor.values(), new Shape(tensor.shape())).toType(kind, false);
    }

    @Override
    public LlamaShape shape() {
        return block.shape();
    }

    @Override
    public Pass read(Reading reading, Cache past, Which which) {
        var kept = manager.newSubManager();
        try (past;
                var scratch = manager.newSubManager()) {
            var size = new Shape(reading.batch(), reading.length());
            var placing = new LlamaBlock.Placing(scratch.create(reading.positions(), size), mask(reading, scratch));
            var outputs = block.forward(scratch.create(reading.tokens(), size), placing, past.arrays());
            var logits = outputs.get(0);
            var wanted = which == Which.ALL ? logits : logits.get(new NDIndex(":, -1, :"));
            var cache = outputs.subNDList(1);
            cache.attach(kept);
            return new Pass(
                    wanted.toType(DataType.FLOAT32, false).toFloatArray(), new Cache(kept, cache, reading.total()));
        } catch (RuntimeException e) {
            kept.close();
            throw e;
        }
    }

    private NDArray mask(Reading reading, NDManager scratch) {
        var mask = new float[reading.batch() * reading.length() * reading.total()];
        var at = 0;
        for (var row = 0; row < reading.batch(); row++) {
            for (var token = 0; token < reading.length(); token++) {
                for (var seen = 0; seen < reading.total(); seen++, at++) {
                    var isAhead = seen > reading.past() + token;
                    mask[at] = isAhead || reading.mask()[row * reading.total() + seen] == 0 ? UNSEEN : 0;
                }
            }
        }
        return scratch.create(mask, new Shape(reading.batch(), 1, reading.length(), reading.total()))
                .toType(kind, false);
    }

    @Override
    public Cache gather(List<Rows> parts, int length) {
        var kept = manager.newSubManager();
        try (var scratch = manager.newSubManager()) {
            var arrays = new NDList();
            for (var i = 0; i < 2 * shape().layers(); i++) {
                var rows = new NDList();
                for (var part : parts) {
                    rows.addAll(rows(part, i, length, scratch));
                }
                arrays.add(NDArrays.concat(rows, 0));
            }
            arrays.attach(kept);
            parts.forEach(part -> part.cache().close());
            return new Cache(kept, arrays, length);
        }
    }

    private NDList rows(Rows part, int index, int length, NDManager scratch) {
        var from = part.cache().arrays().get(index);
        var kept = part.cache().length() - part.without();
        var rows = new NDList();
        for (var row : part.rows()) {
            var line = from.get(new NDIndex("{}:{}, :, {}:", row, row + 1, part.without()));
            line.attach(scratch);
            if (kept < length) {
                var padding = scratch.zeros(new Shape(1, shape().keyHeads(), length - kept, shape().headWidth()), kind);
                line = padding.concat(line, 2);
            }
            rows.add(line);
        }
        return rows;
    }

    @Override
    public SortedMap<String, String> environment() {
        return Surroundings.of("pytorch", machine);
    }

    @Override
    public void close() {
        manager.close();
    }
}
