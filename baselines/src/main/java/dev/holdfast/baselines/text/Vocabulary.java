package dev.holdfast.baselines.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The words and sequences of up to three words that enough of some texts hold, and what each of these texts
/// holds.
///
/// A sequence can only be frequent if its parts are (Agrawal and Srikant 1994), so rare ones are never counted.
final class Vocabulary {
    private static final int LONGEST_SEQUENCE = 3;
    private static final int MOST = 3_000;

    /// How many texts hold a word.
    private final Map<String, Integer> frequent = new HashMap<>();

    private final List<Set<String>> held;

    /// @param least texts that must hold a word
    Vocabulary(List<String> texts, int least) {
        var tokens = texts.stream().map(Tokens::of).toList();
        for (var length = 1; length <= LONGEST_SEQUENCE; length++) {
            var counted = new HashMap<String, Integer>();
            for (var text : tokens) {
                sequences(text, length).forEach(sequence -> counted.merge(sequence, 1, Integer::sum));
            }
            counted.values().removeIf(count -> count < least);
            frequent.putAll(counted);
        }
        keepTheMostFrequent();
        var names = new HashMap<String, String>();
        frequent.keySet().forEach(name -> names.put(name, name));
        held = tokens.stream().map(text -> of(text, names)).toList();
    }

    /// The words of this vocabulary that each text holds, in the order of the texts.
    List<Set<String>> held() {
        return held;
    }

    /// One string a word, however many texts hold it.
    private Set<String> of(List<String> tokens, Map<String, String> names) {
        var found = new TreeSet<String>();
        for (var length = 1; length <= LONGEST_SEQUENCE; length++) {
            for (var sequence : sequences(tokens, length)) {
                var name = names.get(sequence);
                if (name != null) {
                    found.add(name);
                }
            }
        }
        return found;
    }

    /// The sequences of one text whose parts are all frequent.
    private Set<String> sequences(List<String> tokens, int length) {
        var sequences = new HashSet<String>();
        if (length == 1) {
            sequences.add(LengthBand.of(tokens));
        }
        for (var from = 0; from + length <= tokens.size(); from++) {
            if (length == 1 || (isFrequent(tokens, from, length - 1) && isFrequent(tokens, from + 1, length - 1))) {
                sequences.add(joined(tokens, from, length));
            }
        }
        return sequences;
    }

    private boolean isFrequent(List<String> tokens, int from, int length) {
        return frequent.containsKey(joined(tokens, from, length));
    }

    private static String joined(List<String> tokens, int from, int length) {
        return length == 1 ? tokens.get(from) : String.join(" ", tokens.subList(from, from + length));
    }

    private void keepTheMostFrequent() {
        if (frequent.size() <= MOST) {
            return;
        }
        var ranked = new ArrayList<>(frequent.entrySet());
        ranked.sort(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()));
        ranked.subList(MOST, ranked.size()).forEach(entry -> frequent.remove(entry.getKey()));
    }
}
