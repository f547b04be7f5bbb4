package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.desk.Golden;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// The same model against itself: in other batches, on more threads, on another engine.
///
/// Arguments: the model's folder and how many golden tasks.
public final class Determinism {
    private Determinism() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var folder = Path.of(arguments[0]);
        var tasks = Golden.draw(Integer.parseInt(arguments[1]), 4242);
        var alone = answers(folder, Target.Engine.ONNXRUNTIME, 1, 1, tasks);
        System.out.println(
                "| comparison | answers that differ | same to the bit | largest difference |\n|---|---|---|---|");
        line("again", alone, answers(folder, Target.Engine.ONNXRUNTIME, 1, 1, tasks));
        line("two threads", alone, answers(folder, Target.Engine.ONNXRUNTIME, 1, 2, tasks));
        line("batches of 8", alone, answers(folder, Target.Engine.ONNXRUNTIME, 8, 1, tasks));
        line("batches of 32", alone, answers(folder, Target.Engine.ONNXRUNTIME, 32, 1, tasks));
        line("PyTorch", alone, answers(folder, Target.Engine.PYTORCH, 32, 1, tasks));
    }

    private static Answers answers(
            Path folder, Target.Engine engine, int batch, int threads, java.util.List<Golden> tasks)
            throws IOException, InterruptedException {
        try (var model = Answers.open(folder, engine, batch, threads)) {
            return Answers.of(model, tasks);
        }
    }

    private static void line(String name, Answers one, Answers other) {
        var differ = 0;
        var tokens = 0;
        var same = 0;
        var largest = 0.0;
        for (var i = 0; i < one.spoken().size(); i++) {
            var here = one.spoken().get(i);
            var there = other.spoken().get(i);
            if (!Arrays.equals(here.tokens(), there.tokens())) {
                differ++;
                continue;
            }
            for (var token = 0; token < here.tokens().length; token++, tokens++) {
                var difference = Math.abs(here.logProbabilities()[token] - there.logProbabilities()[token]);
                same += difference == 0 ? 1 : 0;
                largest = Math.max(largest, difference);
            }
        }
        System.out.printf(
                "| %s | %d of %d | %.1f %% | %.1e |%n",
                name, differ, one.spoken().size(), 100.0 * same / tokens, largest);
    }
}
