package dev.holdfast.gpu.onnx;

import dev.holdfast.gpu.weights.Tensor;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A sentence encoder of one layer, in the layout of those that people use: a vector for each word that it knows.
public final class EncoderFolder {
    private static final List<String> WORDS =
            List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "your", "order", "was", "shipped", "rain", "in", "rome");
    private static final int WIDTH = 32;

    private EncoderFolder() {}

    public static Path write(Path folder) throws IOException {
        Files.write(folder.resolve("model.onnx"), graph());
        Files.writeString(folder.resolve("tokenizer.json"), Json.line(tokenizer()));
        return folder;
    }

    private static byte[] graph() {
        var graph = new Graph("encoder");
        for (var input : List.of("input_ids", "attention_mask", "token_type_ids")) {
            graph.input(input, Graph.LONG, "batch_size", "sequence_length");
        }
        graph.output("last_hidden_state", Graph.FLOAT, "batch_size", "sequence_length", WIDTH);
        var dice = new SplittableRandom(3);
        var words = new float[WORDS.size() * WIDTH];
        for (var i = 0; i < words.length; i++) {
            words[i] = (float) dice.nextGaussian();
        }
        var embedded = graph.op(
                "Gather", graph.constant("words", new Tensor(new long[] {WORDS.size(), WIDTH}, words)), "input_ids");
        var types = graph.op(
                "Gather",
                graph.constant("types", new Tensor(new long[] {2, WIDTH}, new float[2 * WIDTH])),
                "token_type_ids");
        graph.op("Add", List.of(embedded, types), "last_hidden_state", List.of());
        return graph.bytes();
    }

    private static Map<String, Object> tokenizer() {
        var vocabulary = new LinkedHashMap<String, Integer>();
        WORDS.forEach(word -> vocabulary.put(word, vocabulary.size()));
        var special = new LinkedHashMap<String, Object>();
        for (var word : List.of("[CLS]", "[SEP]")) {
            special.put(word, Map.of("id", word, "ids", List.of(WORDS.indexOf(word)), "tokens", List.of(word)));
        }
        var first = Map.of("SpecialToken", Map.of("id", "[CLS]", "type_id", 0));
        var last = Map.of("SpecialToken", Map.of("id", "[SEP]", "type_id", 0));
        var one = Map.of("Sequence", Map.of("id", "A", "type_id", 0));
        var other = Map.of("Sequence", Map.of("id", "B", "type_id", 1));
        return Map.of(
                "version",
                "1.0",
                "normalizer",
                Map.of("type", "Lowercase"),
                "pre_tokenizer",
                Map.of("type", "BertPreTokenizer"),
                "post_processor",
                Map.of(
                        "type",
                        "TemplateProcessing",
                        "single",
                        List.of(first, one, last),
                        "pair",
                        List.of(first, one, last, other),
                        "special_tokens",
                        special),
                "model",
                Map.of(
                        "type",
                        "WordPiece",
                        "unk_token",
                        "[UNK]",
                        "continuing_subword_prefix",
                        "##",
                        "max_input_chars_per_word",
                        100,
                        "vocab",
                        vocabulary));
    }
}
