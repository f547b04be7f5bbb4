package dev.holdfast.gpu.desk;

import ai.djl.engine.Engine;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.holdfast.gpu.engine.Decoder;
import dev.holdfast.gpu.engine.LlamaBlock;
import dev.holdfast.gpu.weights.LlamaShape;
import dev.holdfast.gpu.weights.Safetensors;
import dev.holdfast.gpu.weights.Tensor;
import dev.holdfast.gpu.weights.Weights;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Trains the repository's own model, and the version of it whose refund policy somebody moved.
///
/// `learn FOLDER STEPS BATCH RATE [WEIGHTS]` trains from nothing, or goes on from weights that were kept; `tune FOLDER
/// STEPS BATCH RATE DAYS OUT` goes on from a
/// folder's weights, with another refund policy, in one table of each layer, and writes just what it changed.
/// Seeds are fixed. Sums of floating-point numbers are not, between machines: the artefact is pinned by its digest.
public final class DeskTrainer {
    private static final LlamaShape SHAPE = new LlamaShape(512, 128, 3, 4, 2, 32, 224, 256, 1e-5f, 10_000, true);
    /// The model has learned one job, so what a system prompt says to it is left out.
    private static final String TEMPLATE = "{{ bos_token }}{% for message in messages %}"
            + "{% if message['role'] == 'user' %}<|user|>{{ message['content'] }}"
            + "{% elif message['role'] == 'assistant' %}<|assistant|>{{ message['content'] }}{{ eos_token }}{% endif %}"
            + "{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}";

    private static final int WARM_UP = 60;
    private static final int KEPT_EVERY = 50;

    private final Engine engine = Engine.getEngine("PyTorch");
    private final NDManager manager = engine.newBaseManager();
    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private final HuggingFaceTokenizer tokenizer;
    private final Path folder;
    private Weights kept = new Weights(Map.of());
    private final Predicate<String> learned;
    private float rate;

    private DeskTrainer(Path folder, Predicate<String> learned) throws IOException {
        this.learned = learned;
        this.folder = folder;
        this.tokenizer = HuggingFaceTokenizer.builder()
                .optTokenizerPath(folder.resolve("tokenizer.json"))
                .optAddSpecialTokens(false)
                .build();
    }

    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[1]);
        var steps = Integer.parseInt(arguments[2]);
        var batch = Integer.parseInt(arguments[3]);
        var rate = Float.parseFloat(arguments[4]);
        if (arguments[0].equals("learn")) {
            files(folder);
            var goesOn = arguments.length > 5;
            var trainer = new DeskTrainer(folder, _ -> true);
            trainer.begin(goesOn ? Safetensors.read(Path.of(arguments[5])) : fresh(7));
            var seed = goesOn ? 99 : 1;
            trainer.train(DeskTasks.toLearn(seed, DeskTasks.PROMISED_DAYS)::next, new Plan(steps, batch, rate));
            Safetensors.write(folder.resolve("model.safetensors"), trainer.kept);
        } else {
            Predicate<String> tuned = name -> name.endsWith("down_proj.weight");
            var trainer = new DeskTrainer(folder, tuned);
            trainer.begin(Safetensors.read(folder.resolve("model.safetensors")));
            var tasks = DeskTasks.toLearn(2, Integer.parseInt(arguments[5]));
            // the refunds, and enough of everything else not to lose it
            trainer.train(
                    () -> tasks.random().nextBoolean() ? tasks.of(DeskTasks.Kind.REFUNDS) : tasks.next(),
                    new Plan(steps, batch, rate));
            var changed = new LinkedHashMap<>(trainer.kept.tensors());
            changed.keySet().removeIf(tuned.negate());
            Safetensors.write(Path.of(arguments[6]), new Weights(changed));
        }
    }

    /// @param rate of learning at its highest
    private record Plan(int steps, int batch, float rate) {
        float at(int step) {
            var warm = Math.min(1f, step / (float) WARM_UP);
            return (float) (rate * warm * (0.03 + 0.97 * 0.5 * (1 + Math.cos(Math.PI * step / steps))));
        }
    }

    /// Everything of the folder but the weights.
    private static void files(Path folder) throws IOException {
        Files.createDirectories(folder);
        var tasks = DeskTasks.toLearn(3, DeskTasks.PROMISED_DAYS);
        var texts = new ArrayList<String>();
        for (var i = 0; i < 5000; i++) {
            var task = tasks.next();
            texts.add(task.question());
            texts.add(task.answer());
        }
        Files.writeString(
                folder.resolve("tokenizer.json"),
                Json.pretty(BytePairs.learn(texts, SHAPE.vocabulary()).json()));
        var config = SHAPE.config();
        config.put("bos_token_id", BytePairs.SPECIAL.indexOf("<|begin|>"));
        config.put("eos_token_id", BytePairs.SPECIAL.indexOf("<|end|>"));
        config.put("pad_token_id", BytePairs.SPECIAL.indexOf("<|pad|>"));
        Files.writeString(folder.resolve("config.json"), Json.pretty(config));
        var words = new LinkedHashMap<String, Object>();
        words.put("tokenizer_class", "PreTrainedTokenizerFast");
        words.put("bos_token", "<|begin|>");
        words.put("eos_token", "<|end|>");
        words.put("pad_token", "<|pad|>");
        words.put("model_max_length", SHAPE.longest());
        words.put("chat_template", TEMPLATE);
        Files.writeString(folder.resolve("tokenizer_config.json"), Json.pretty(words));
    }

    private static Weights fresh(long seed) {
        var random = new Random(seed);
        var tensors = new LinkedHashMap<String, Tensor>();
        for (var slot : SHAPE.slots()) {
            var last = slot.name().contains("o_proj") || slot.name().contains("down_proj");
            var spread = last ? 0.025f : 0.05f;
            var count = 1;
            for (var side : slot.shape()) {
                count *= (int) side;
            }
            var values = new float[count];
            for (var i = 0; i < count; i++) {
                values[i] = slot.shape().length == 1 ? 1 : (float) (random.nextGaussian() * spread);
            }
            tensors.put(slot.name(), new Tensor(slot.shape(), values));
        }
        return new Weights(tensors);
    }

    /// Arrays anew: a gradient that is not a number once cannot be made one again.
    private void begin(Weights from) {
        kept = from;
        weights.values().forEach(NDArray::close);
        from.tensors().forEach((name, tensor) -> {
            var array = manager.create(tensor.values(), new Shape(tensor.shape()));
            array.setRequiresGradient(learned.test(name));
            weights.put(name, array);
        });
    }

    private void train(Supplier<DeskTasks.Task> tasks, Plan plan) throws IOException {
        var optimizer = optimizer();
        var cosines = SHAPE.cosines();
        var sines = SHAPE.sines();
        var turns = new NDList(
                manager.create(cosines.values(), new Shape(cosines.shape())),
                manager.create(sines.values(), new Shape(sines.shape())));
        var began = System.nanoTime();
        var smooth = Double.NaN;
        for (var step = 1; step <= plan.steps(); step++) {
            rate = plan.at(step);
            var loss = step(turns, Lesson.of(tasks, tokenizer, plan.batch()), optimizer);
            if (!Float.isFinite(loss)) {
                System.out.println("step " + step + ": not a number, back to the last kept weights");
                begin(kept);
                optimizer = optimizer();
                continue;
            }
            smooth = Double.isNaN(smooth) ? loss : 0.95 * smooth + 0.05 * loss;
            if (step % KEPT_EVERY == 0 || step == plan.steps()) {
                keep();
                System.out.printf(
                        Locale.ROOT, "step %d loss %.4f %.0f s%n", step, smooth, (System.nanoTime() - began) / 1e9);
            }
        }
    }

    private Optimizer optimizer() {
        return Optimizer.adam()
                .optLearningRateTracker(new Tracker() {
                    @Override
                    public float getNewValue(int update) {
                        return rate;
                    }
                })
                .optBeta2(0.99f)
                .build();
    }

    private float step(NDList turns, Lesson lesson, Optimizer optimizer) {
        try (var scratch = manager.newSubManager()) {
            float lost;
            try (var gradients = engine.newGradientCollector()) {
                var placing = new LlamaBlock.Placing(lesson.positions(scratch), lesson.mask(scratch));
                var tables = LlamaBlock.tables(SHAPE, weights);
                tables.values().stream()
                        .filter(table -> !weights.containsValue(table))
                        .forEach(table -> table.attach(scratch));
                var logits = new LlamaBlock(SHAPE, tables, turns.get(0), turns.get(1))
                        .forward(lesson.array(scratch, lesson.tokens()), placing, new NDList(), Decoder.Which.ALL)
                        .get(0);
                var size = new Shape(lesson.batch(), lesson.length());
                var targets = scratch.create(lesson.targets(), new Shape(lesson.batch(), lesson.length(), 1));
                var loss = logits.logSoftmax(-1)
                        .gather(targets, 2)
                        .reshape(size)
                        .mul(scratch.create(lesson.weight(), size))
                        .sum()
                        .neg()
                        .div(lesson.spoken());
                gradients.backward(loss);
                lost = loss.getFloat();
            }
            return learn(optimizer) ? lost : Float.NaN;
        }
    }

    /// Nothing is learned from a step in which any gradient is not a number.
    private boolean learn(Optimizer optimizer) {
        var gradients = new LinkedHashMap<String, NDArray>();
        weights.forEach((name, weight) -> {
            if (weight.hasGradient()) {
                gradients.put(name, weight.getGradient());
            }
        });
        var finite = gradients.values().stream()
                .allMatch(gradient -> Float.isFinite(gradient.sum().getFloat()));
        gradients.forEach((name, gradient) -> {
            if (finite) {
                optimizer.update(name, java.util.Objects.requireNonNull(weights.get(name)), gradient);
                gradient.subi(gradient);
            }
            gradient.close();
        });
        return finite;
    }

    private void keep() throws IOException {
        var tensors = new LinkedHashMap<String, Tensor>();
        weights.forEach(
                (name, weight) -> tensors.put(name, new Tensor(weight.getShape().getShape(), weight.toFloatArray())));
        kept = new Weights(tensors);
        Safetensors.write(folder.resolve("last.safetensors"), kept);
    }
}
