package dev.holdfast.gpu.engine;

import ai.djl.Device;
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
import java.util.stream.IntStream;

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
        var manager = engine().newBaseManager(device(machine.device()));
        Map<String, NDArray> arrays = new HashMap<>();
        weights.tensors().forEach((name, tensor) -> arrays.put(name, array(manager, tensor, kind)));
        var shape = folder.shape();
        var block = new LlamaBlock(
                shape,
                LlamaBlock.tables(shape, arrays),
                array(manager, shape.cosines(), kind),
                array(manager, shape.sines(), kind));
        return new TorchDecoder(block, manager, kind, machine);
    }

    private static Device device(Target.Device device) {
        return device.gpu().isPresent() ? Device.gpu(device.gpu().getAsInt()) : Device.cpu();
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

    /// Keys and values of each layer; rows end at the right.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Arrays(NDManager manager, NDList parts, int[] lengths, int places) implements Cache {
        @Override
        public void close() {
            manager.close();
        }
    }

    @Override
    public Pass read(long[][] tokens, Cache past, Which which) {
        var kept = manager.newSubManager();
        try (past;
                var scratch = manager.newSubManager()) {
            var before = past instanceof Arrays arrays
                    ? arrays
                    : new Arrays(scratch, new NDList(), new int[tokens.length], 0);
            var padded = Padded.of(tokens, before.lengths(), before.places(), which);
            var size = new Shape(padded.rows(), padded.length());
            var placing = new LlamaBlock.Placing(scratch.create(padded.positions(), size), mask(padded, scratch));
            var outputs = block.forward(scratch.create(padded.tokens(), size), placing, before.parts(), which);
            var logits = outputs.get(0).toType(DataType.FLOAT32, false).toFloatArray();
            var cache = outputs.subNDList(1);
            cache.attach(kept);
            return new Pass(
                    which == Which.LAST ? logits : wanted(logits, padded.wanted()),
                    new Arrays(kept, cache, Padded.after(before.lengths(), tokens), padded.total()));
        } catch (RuntimeException e) {
            kept.close();
            throw e;
        }
    }

    private float[] wanted(float[] logits, int[] places) {
        var vocabulary = shape().vocabulary();
        if (places.length * vocabulary == logits.length) {
            return logits;
        }
        var wanted = new float[places.length * vocabulary];
        for (var i = 0; i < places.length; i++) {
            System.arraycopy(logits, places[i] * vocabulary, wanted, i * vocabulary, vocabulary);
        }
        return wanted;
    }

    private NDArray mask(Padded padded, NDManager scratch) {
        var mask = new float[padded.rows() * padded.length() * padded.total()];
        var past = padded.total() - padded.length();
        var at = 0;
        for (var row = 0; row < padded.rows(); row++) {
            for (var token = 0; token < padded.length(); token++) {
                for (var seen = 0; seen < padded.total(); seen++, at++) {
                    var isAhead = seen > past + token;
                    mask[at] = isAhead || padded.mask()[row * padded.total() + seen] == 0 ? UNSEEN : 0;
                }
            }
        }
        return scratch.create(mask, new Shape(padded.rows(), 1, padded.length(), padded.total()))
                .toType(kind, false);
    }

    @Override
    public Cache gather(List<Rows> parts) {
        var lengths = Padded.lengths(parts);
        var places = IntStream.of(lengths).max().orElseThrow();
        var kept = manager.newSubManager();
        try (var scratch = manager.newSubManager()) {
            var arrays = new NDList();
            for (var i = 0; i < 2 * shape().layers(); i++) {
                var rows = new NDList();
                for (var part : parts) {
                    rows.addAll(rows(part, i, places, scratch));
                }
                arrays.add(NDArrays.concat(rows, 0));
            }
            arrays.attach(kept);
            parts.forEach(part -> part.cache().close());
            return new Arrays(kept, arrays, lengths, places);
        }
    }

    private NDList rows(Rows part, int index, int places, NDManager scratch) {
        var cache = (Arrays) part.cache();
        var from = cache.parts().get(index);
        var rows = new NDList();
        for (var row : part.rows()) {
            var had = cache.lengths()[row];
            var line = from.get(new NDIndex("{}:{}, :, {}:", row, row + 1, cache.places() - had));
            line.attach(scratch);
            if (had < places) {
                var padding = scratch.zeros(new Shape(1, shape().keyHeads(), places - had, shape().headWidth()), kind);
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
