package dev.holdfast.gpu.desk;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.function.Supplier;

/// A batch of conversations to learn from, padded on the right.
///
/// @param targets the next token of each
/// @param weight  1 for what the model should say, a little for what it is asked, 0 for padding
/// @param spoken  how many tokens are of the first kind
record Lesson(long[] tokens, long[] targets, float[] weight, int batch, int length, float spoken) {
    /// What it is asked teaches a little too: to tell one question from another.
    private static final float ASKED = 0.05f;

    static Lesson of(Supplier<DeskTasks.Task> tasks, HuggingFaceTokenizer tokenizer, int batch) {
        var texts = new ArrayList<long[]>();
        var asked = new int[batch];
        for (var i = 0; i < batch; i++) {
            var task = tasks.get();
            var question = "<|begin|><|user|>" + task.question() + "<|assistant|>";
            asked[i] = tokenizer.encode(question).getIds().length;
            texts.add(tokenizer.encode(question + task.answer() + "<|end|>").getIds());
        }
        var length = texts.stream().mapToInt(text -> text.length).max().orElseThrow() - 1;
        var lesson = new Lesson(
                new long[batch * length], new long[batch * length], new float[batch * length], batch, length, 0);
        var spoken = 0;
        for (var i = 0; i < batch; i++) {
            spoken += lesson.fill(i, texts.get(i), asked[i]);
        }
        return new Lesson(lesson.tokens, lesson.targets, lesson.weight, batch, length, spoken);
    }

    private int fill(int row, long[] text, int asked) {
        for (var i = 0; i + 1 < text.length; i++) {
            tokens[row * length + i] = text[i];
            targets[row * length + i] = text[i + 1];
            weight[row * length + i] = i + 1 >= asked ? 1 : ASKED;
        }
        return text.length - asked;
    }

    NDArray array(NDManager manager, long[] values) {
        return manager.create(values, new Shape(batch, length));
    }

    /// 0, 1, 2 … in every row.
    NDArray positions(NDManager manager) {
        var positions = new long[batch * length];
        for (var i = 0; i < positions.length; i++) {
            positions[i] = i % length;
        }
        return array(manager, positions);
    }

    /// Nothing looks ahead.
    NDArray mask(NDManager manager) {
        var mask = new float[length * length];
        for (var i = 0; i < length; i++) {
            for (var j = i + 1; j < length; j++) {
                mask[i * length + j] = -1e9f;
            }
        }
        return manager.create(mask, new Shape(1, 1, length, length));
    }
}
