package dev.holdfast.gpu.desk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Learns a byte-pair vocabulary and writes it as a `tokenizer.json`, digits each for itself.
///
/// @param pairs merged, most frequent first, written `left right`
record BytePairs(List<String> pairs, Map<String, Integer> vocabulary) {
    static final List<String> SPECIAL = List.of("<|pad|>", "<|begin|>", "<|end|>", "<|user|>", "<|assistant|>");

    /// As the tokenizer's own ByteLevel splits words, after each digit was set apart.
    private static final Pattern WORDS =
            Pattern.compile("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+|\\s+");

    static BytePairs learn(List<String> texts, int size) {
        var words = new HashMap<String, Integer>();
        texts.forEach(text ->
                WORDS.matcher(text).results().forEach(word -> words.merge(visible(word.group()), 1, Integer::sum)));
        var parts = new LinkedHashMap<List<String>, Integer>();
        words.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(word -> parts.put(List.of(word.getKey().split("")), word.getValue()));
        var vocabulary = new LinkedHashMap<String, Integer>();
        SPECIAL.forEach(special -> vocabulary.put(special, vocabulary.size()));
        for (var b = 0; b < 256; b++) {
            vocabulary.put(Character.toString(letter(b)), vocabulary.size());
        }
        var pairs = new ArrayList<String>();
        while (vocabulary.size() < size) {
            var best = mostFrequent(parts);
            pairs.add(best.getFirst() + " " + best.getLast());
            vocabulary.put(best.getFirst() + best.getLast(), vocabulary.size());
            merge(parts, best);
        }
        return new BytePairs(pairs, vocabulary);
    }

    private static List<String> mostFrequent(Map<List<String>, Integer> parts) {
        var counts = new HashMap<List<String>, Integer>();
        parts.forEach((word, times) -> {
            for (var i = 0; i + 1 < word.size(); i++) {
                counts.merge(List.of(word.get(i), word.get(i + 1)), times, Integer::sum);
            }
        });
        return counts.entrySet().stream()
                .max(Map.Entry.<List<String>, Integer>comparingByValue()
                        .thenComparing(entry -> String.join(" ", entry.getKey()), Comparator.reverseOrder()))
                .orElseThrow()
                .getKey();
    }

    private static void merge(Map<List<String>, Integer> parts, List<String> pair) {
        var merged = new LinkedHashMap<List<String>, Integer>();
        parts.forEach((word, times) -> {
            var joined = new ArrayList<String>();
            for (var i = 0; i < word.size(); i++) {
                var isPair = i + 1 < word.size()
                        && word.get(i).equals(pair.getFirst())
                        && word.get(i + 1).equals(pair.getLast());
                joined.add(isPair ? pair.getFirst() + pair.getLast() : word.get(i));
                i += isPair ? 1 : 0;
            }
            merged.put(List.copyOf(joined), times);
        });
        parts.clear();
        parts.putAll(merged);
    }

    private static String visible(String word) {
        var letters = new StringBuilder();
        for (var b : word.getBytes(StandardCharsets.UTF_8)) {
            letters.appendCodePoint(letter(b & 0xFF));
        }
        return letters.toString();
    }

    /// The visible letter that stands for a byte in byte-level vocabularies since GPT-2.
    private static int letter(int value) {
        if (isVisible(value)) {
            return value;
        }
        var before = 0;
        for (var b = 0; b < value; b++) {
            before += isVisible(b) ? 0 : 1;
        }
        return 256 + before;
    }

    private static boolean isVisible(int value) {
        return value >= '!' && value <= '~' || value >= 0xA1 && value <= 0xAC || value >= 0xAE;
    }

    /// The tree of a `tokenizer.json`.
    Map<String, Object> json() {
        var model = new LinkedHashMap<String, Object>();
        model.put("type", "BPE");
        model.put("fuse_unk", false);
        model.put("byte_fallback", false);
        model.put("ignore_merges", false);
        model.put("vocab", vocabulary);
        model.put("merges", pairs);
        var level = Map.of("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", true, "use_regex", true);
        var json = new LinkedHashMap<String, Object>();
        json.put("version", "1.0");
        json.put("added_tokens", SPECIAL.stream().map(BytePairs::added).collect(Collectors.toList()));
        json.put(
                "pre_tokenizer",
                Map.of(
                        "type",
                        "Sequence",
                        "pretokenizers",
                        List.of(Map.of("type", "Digits", "individual_digits", true), level)));
        json.put("decoder", level);
        json.put("model", model);
        return json;
    }

    private static Map<String, Object> added(String special) {
        var token = new LinkedHashMap<String, Object>();
        token.put("id", SPECIAL.indexOf(special));
        token.put("content", special);
        for (var flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
            token.put(flag, false);
        }
        token.put("special", true);
        return token;
    }
}
