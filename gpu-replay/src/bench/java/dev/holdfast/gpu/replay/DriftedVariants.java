package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.desk.Golden;
import dev.holdfast.gpu.measure.Notes;
import dev.holdfast.gpu.measure.Reference;
import dev.holdfast.gpu.measure.Thought;
import dev.holdfast.gpu.vary.Variant;
import dev.holdfast.gpu.vary.VariantFolder;
import dev.holdfast.gpu.vary.Variants;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.gpu.weights.Safetensors;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;

/// How far variants of a model are from it: in answers, and in what they think of the model's own.
///
/// Arguments: the model's folder, how many golden tasks, and the tables that a fine-tune replaced.
public final class DriftedVariants {
    private final List<Golden> tasks;
    private final Answers base;
    private final List<Reference.Said> said = new ArrayList<>();

    private DriftedVariants(Path folder, List<Golden> tasks) throws IOException, InterruptedException {
        this.tasks = tasks;
        try (var model = Answers.open(folder, Target.Engine.ONNXRUNTIME, 32, 1)) {
            base = Answers.of(model, tasks);
            for (var i = 0; i < tasks.size(); i++) {
                var tokens = base.spoken().get(i).tokens();
                var ended = Arrays.copyOf(tokens, tokens.length + 1);
                ended[tokens.length] =
                        ModelFolder.open(folder).ends().iterator().next();
                var notes = new Notes("t" + i, ended);
                model.recite(Answers.prompt(model, tasks.get(i)), ended, notes::heard);
                said.add(notes.said());
            }
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var folder = Path.of(arguments[0]);
        var table = new DriftedVariants(folder, Golden.draw(Integer.parseInt(arguments[1]), 777));
        var variants = new LinkedHashMap<String, Variant>();
        variants.put("as it is", Variants.AS_IT_IS);
        variants.putAll(Variants.NAMED);
        variants.put("policy 30 -> 14 days", new Variant.Tuned(Safetensors.read(Path.of(arguments[2]))));
        System.out.println("| variant | right | answers changed | mean KL | max KL | d log-likelihood | shift"
                + " | beyond noise | shifted |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (var variant : variants.entrySet()) {
            var made = Files.createTempDirectory("variant").resolve("model");
            VariantFolder.write(ModelFolder.open(folder), variant.getValue(), made);
            table.line(variant.getKey(), made);
        }
    }

    private void line(String name, Path folder) throws IOException, InterruptedException {
        try (var model = Answers.open(folder, Target.Engine.ONNXRUNTIME, 32, 1)) {
            var answers = Answers.of(model, tasks);
            var heard = new Heard();
            for (var i = 0; i < tasks.size(); i++) {
                heard.begin(said.get(i));
                model.recite(Answers.prompt(model, tasks.get(i)), said.get(i).tokens(), heard);
                heard.end();
            }
            System.out.printf(
                    "| %s | %d/%d | %d | %.1e | %.1e | %+.1e | %.1e | %d | %d |%n",
                    name,
                    answers.right(tasks),
                    tasks.size(),
                    answers.changed(base),
                    heard.sum / heard.tokens,
                    heard.largest,
                    heard.likelier / heard.tokens,
                    heard.shift / heard.tokens,
                    heard.beyond,
                    heard.shifted);
        }
    }

    /// What a variant thinks of the model's own answers.
    private static final class Heard implements Job.Listener {
        /// Ten times the floors that a reference has at least.
        private static final double NOISE = 1e-11;

        private static final double SHIFTED = 1e-5;

        private Reference.Said said = new Reference.Said("", new long[0], new double[0], List.of());
        private double sum;
        private double largest;
        private double likelier;
        private double shift;
        private double ofThis;
        private double shiftOfThis;
        private int tokens;
        private int beyond;
        private int shifted;

        void begin(Reference.Said next) {
            said = next;
            ofThis = 0;
            shiftOfThis = 0;
        }

        void end() {
            beyond += ofThis / said.tokens().length > NOISE ? 1 : 0;
            shifted += shiftOfThis / said.tokens().length > SHIFTED ? 1 : 0;
        }

        @Override
        public void heard(int token, Thought thought) {
            var divergence = thought.divergence(said.places().get(token));
            sum += divergence;
            ofThis += divergence;
            largest = Math.max(largest, divergence);
            var change = thought.logProbability((int) said.tokens()[token]) - said.logProbabilities()[token];
            likelier += change;
            shift += Math.abs(change);
            shiftOfThis += Math.abs(change);
            tokens++;
        }
    }
}
