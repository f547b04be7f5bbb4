package dev.holdfast.harness.score;

import com.google.re2j.Pattern;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// BLEU of a single text (Papineni et al. 2002, "BLEU: a Method for Automatic Evaluation of Machine Translation"), as
/// the Python package sacrebleu computes `sentence_bleu`: runs of one to four words, words by the rules of mteval-v13a
/// in their own case, precisions without a match smoothed exponentially (Chen and Cherry 2014, method 3), no longer
/// runs than the text has.
///
/// BLEU was made for whole corpora. Of one text it is coarse: compare means of it over many tasks, never one task's.
final class Bleu {
    private static final int LONGEST_RUN = 4;

    /// As for ROUGE-L, of very long texts the beginnings are compared.
    private static final int MOST_WORDS = 5_000;

    private static final Pattern MARKS = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
    private static final Pattern POINT_AFTER_NO_DIGIT = Pattern.compile("([^0-9])([.,])");
    private static final Pattern POINT_BEFORE_NO_DIGIT = Pattern.compile("([.,])([^0-9])");
    private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Bleu() {}

    static double of(String text, String ideal) {
        var here = words(text);
        var there = words(ideal);
        if (here.isEmpty() || there.isEmpty()) {
            return here.isEmpty() && there.isEmpty() ? 1 : 0;
        }
        double sum = 0;
        double smoothing = 1;
        var longest = Math.min(LONGEST_RUN, here.size());
        for (int length = 1; length <= longest; length++) {
            var runs = here.size() - length + 1;
            var common = common(runs(here, length), runs(there, length));
            if (common == 0 && length == 1) {
                return 0;
            }
            if (common == 0) {
                smoothing *= 2;
            }
            sum += Math.log(common == 0 ? 1 / (smoothing * runs) : (double) common / runs);
        }
        var tooShort = Math.min(0, 1 - (double) there.size() / here.size());
        return Math.exp(tooShort + sum / longest);
    }

    /// A run of the text matches no more often than the ideal has it.
    private static int common(Map<List<String>, Integer> here, Map<List<String>, Integer> there) {
        return here.entrySet().stream()
                .mapToInt(run -> Math.min(run.getValue(), there.getOrDefault(run.getKey(), 0)))
                .sum();
    }

    private static Map<List<String>, Integer> runs(List<String> words, int length) {
        var runs = new HashMap<List<String>, Integer>();
        for (int start = 0; start + length <= words.size(); start++) {
            runs.merge(words.subList(start, start + length), 1, Integer::sum);
        }
        return runs;
    }

    private static List<String> words(String text) {
        var line = text.replace("<skipped>", "")
                .replace("-\n", "")
                .replace("\n", " ")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
        line = MARKS.matcher(" " + line + " ").replaceAll(" $1 ");
        line = POINT_AFTER_NO_DIGIT.matcher(line).replaceAll("$1 $2 ");
        line = POINT_BEFORE_NO_DIGIT.matcher(line).replaceAll(" $1 $2");
        line = DASH_AFTER_DIGIT.matcher(line).replaceAll("$1 $2 ");
        return Stream.of(SPACE.split(line))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toList();
    }
}
