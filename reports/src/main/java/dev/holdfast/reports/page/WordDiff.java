package dev.holdfast.reports.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// Two texts, cut into pieces that both have and pieces that only one has.
///
/// @param related whether they have enough in common for that; else each is one piece
public record WordDiff(List<Piece> before, List<Piece> after, boolean related) {
    /// A stretch of text.
    ///
    /// @param own whether only this side has it
    public record Piece(String text, boolean own) {}

    /// Words, stretches of white space and single signs.
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]+|\\s+|.", Pattern.DOTALL);

    /// Beyond this many pairs of words the comparison is not worth its time.
    private static final long MOST_PAIRS = 4_000_000;

    /// Where less than this share of the words is common, marking all the rest would only be noise.
    private static final double LEAST_COMMON = 0.25;

    public static WordDiff of(String before, String after) {
        if (before.equals(after)) {
            return new WordDiff(List.of(new Piece(before, false)), List.of(new Piece(after, false)), true);
        }
        var left = words(before);
        var right = words(after);
        if ((long) left.length * right.length > MOST_PAIRS) {
            return unmarked(before, after);
        }
        var inLeft = new boolean[left.length];
        var inRight = new boolean[right.length];
        markCommon(left, right, inLeft, inRight);
        return share(left, inLeft) < LEAST_COMMON || share(right, inRight) < LEAST_COMMON
                ? unmarked(before, after)
                : new WordDiff(pieces(left, inLeft), pieces(right, inRight), true);
    }

    private static WordDiff unmarked(String before, String after) {
        return new WordDiff(List.of(new Piece(before, false)), List.of(new Piece(after, false)), false);
    }

    private static String[] words(String text) {
        return WORD.matcher(text).results().map(match -> match.group()).toArray(String[]::new);
    }

    /// Marks a longest common subsequence in both.
    private static void markCommon(String[] left, String[] right, boolean[] inLeft, boolean[] inRight) {
        var longest = longestFrom(left, right);
        var i = 0;
        var j = 0;
        while (i < left.length && j < right.length) {
            if (left[i].equals(right[j])) {
                inLeft[i++] = true;
                inRight[j++] = true;
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
    }

    /// How many words the ends of both texts have in common, from every pair of places on.
    private static int[][] longestFrom(String[] left, String[] right) {
        var longest = new int[left.length + 1][right.length + 1];
        for (var i = left.length - 1; i >= 0; i--) {
            for (var j = right.length - 1; j >= 0; j--) {
                longest[i][j] = left[i].equals(right[j])
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        return longest;
    }

    private static double share(String[] words, boolean[] common) {
        var letters = Arrays.stream(words).mapToInt(WordDiff::weight).sum();
        var shared = 0;
        for (var i = 0; i < words.length; i++) {
            shared += common[i] ? weight(words[i]) : 0;
        }
        return letters == 0 ? 0 : (double) shared / letters;
    }

    /// White space is common to all texts and says nothing.
    private static int weight(String word) {
        return word.isBlank() ? 0 : 1;
    }

    private static List<Piece> pieces(String[] words, boolean[] common) {
        closeGaps(words, common);
        var pieces = new ArrayList<Piece>();
        var start = 0;
        for (var i = 1; i <= words.length; i++) {
            if (i == words.length || common[i] != common[start]) {
                pieces.add(new Piece(String.join("", Arrays.copyOfRange(words, start, i)), !common[start]));
                start = i;
            }
        }
        return List.copyOf(pieces);
    }

    /// White space between two marked words is marked with them.
    private static void closeGaps(String[] words, boolean[] common) {
        for (var i = 1; i < words.length - 1; i++) {
            if (words[i].isBlank() && !common[i - 1] && !common[i + 1]) {
                common[i] = false;
            }
        }
    }
}
