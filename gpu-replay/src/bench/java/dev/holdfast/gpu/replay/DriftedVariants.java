package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.desk.Golden;
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
    private static final int LIKELIEST = 8;

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
                var places = new ArrayList<Reference.Place>();
                model.recite(
                        Answers.prompt(model, tasks.get(i)),
                        ended,
                        (_, logits) -> places.add(logits.likeliest(LIKELIEST)));
                said.add(new Reference.Said("t" + i, ended, places));
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
        System.out.println(
                "| variant | right | answers changed | mean KL | max KL | d log-likelihood | beyond noise |");
        System.out.println("|---|---|---|---|---|---|---|");
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
                    "| %s | %d/%d | %d | %.1e | %.1e | %+.1e | %d |%n",
                    name,
                    answers.right(tasks),
                    tasks.size(),
                    answers.changed(base),
                    heard.sum / heard.tokens,
                    heard.largest,
                    heard.likelier / heard.tokens,
                    heard.beyond);
        }
    }

    /// What a variant thinks of the model's own answers.
    private static final class Heard implements Job.Listener {
        /// Ten times the floor that a reference has at least.
        private static final double NOISE = 1e-11;

        private Reference.Said said = new Reference.Said("", new long[0], List.of());
        private double sum;
        private double largest;
        private double likelier;
        private double ofThis;
        private int tokens;
        private int beyond;

        void begin(Reference.Said next) {
            said = next;
            ofThis = 0;
        }

        void end() {
            beyond += ofThis / said.tokens().length > NOISE ? 1 : 0;
        }

        @Override
        public void heard(int token, Thought thought) {
            var place = said.places().get(token);
            var divergence = thought.divergence(place);
            sum += divergence;
            ofThis += divergence;
            largest = Math.max(largest, divergence);
            var spoken = Arrays.binarySearch(place.tokens(), (int) said.tokens()[token]);
            likelier += thought.logProbability((int) said.tokens()[token]) - place.logProbabilities()[spoken];
            tokens++;
        }
    }
}
