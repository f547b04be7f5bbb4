package dev.holdfast.harness.score;

import com.google.re2j.Pattern;
import dev.holdfast.harness.score.Fact.Kind;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/// Finds the facts of a text, in this order; what one kind has taken, the next does not see.
///
/// 1. addresses: e-mail and web addresses;
/// 2. dates: `2026-03-12`, `12 March 2026`, `March 12, 2026`, and the same without the year. Months are English;
/// 3. ids: words of letters and digits, such as `ORD-4711`, by their letters and digits alone;
/// 4. numbers: `1,234.50` is `1234.5`; a sign of currency or percent is not looked at, nor is the number of a
/// list's    item (`2.` at the start of a line). Numbers in words are no facts;
/// 5. names: words that begin with a capital, hold small letters and do not begin a sentence. A run of them is
/// one    name.
final class Facts {
    private static final String MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
    private static final String MONTH_NAMES = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
            + "|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
    private static final String MONTH = "(" + MONTH_NAMES + ")\\.?";
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)\\b(?:https?://|www\\.)[^\\s<>\"')\\]]+|[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");
    private static final Pattern ISO_DATE = Pattern.compile("\\b(\\d{4})-(\\d{2})-(\\d{2})");
    private static final Pattern DAY_FIRST =
            Pattern.compile("(?i)\\b(\\d{1,2})(?:st|nd|rd|th)?\\.?\\s+(?:of\\s+)?" + MONTH + "(?:,?\\s+(\\d{4}))?\\b");
    private static final Pattern MONTH_FIRST =
            Pattern.compile("(?i)\\b" + MONTH + "\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b(?:,?\\s+(\\d{4}))?");
    private static final Pattern ID =
            Pattern.compile("\\b(?:[\\p{L}]+[-_#/.]?\\d|\\d+[-_#/]?[\\p{L}])[\\p{L}\\d]*(?:[-_#/.:][\\p{L}\\d]+)*\\b");
    private static final Pattern ITEM = Pattern.compile("(?m)^\\s*\\d{1,3}[.)]\\s");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?");
    private static final String WORD = "\\p{Lu}[\\p{L}'’-]*\\p{Ll}\\p{L}*";
    private static final Pattern NAME = Pattern.compile("(?:^|[^\\p{L}])(" + WORD + "(?:[ \\t]" + WORD + ")*)");
    private static final Pattern ORDINAL = Pattern.compile("(?i)\\b\\d+(?:st|nd|rd|th)\\b");
    private static final Pattern BEGINNING = Pattern.compile("(?:^|[.!?:\\n])[\\s\"“(*_#>•-]*$");
    private static final Set<String> NO_NAMES = Set.of("i'm", "i've", "i'll", "i'd", "ok", "yes", "no", "id", "url");

    private final Set<Fact> facts = new LinkedHashSet<>();
    private String rest;

    private Facts(String text) {
        this.rest = Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /// In the order of their kinds.
    static Set<Fact> of(String text) {
        var found = new Facts(text);
        found.take(ADDRESS, m -> new Fact(Kind.ADDRESS, withoutLast(m.getFirst().toLowerCase(Locale.ROOT), ".,;:!?")));
        found.take(ISO_DATE, m -> date(m.get(1), m.get(2), m.get(3)));
        found.take(DAY_FIRST, m -> date(m.get(3), month(m.get(2)), m.get(1)));
        found.take(MONTH_FIRST, m -> date(m.get(3), month(m.get(1)), m.get(2)));
        found.rest = ORDINAL.matcher(found.rest).replaceAll(" ");
        found.take(ID, m -> new Fact(Kind.ID, id(m.getFirst())));
        found.names();
        found.rest = ITEM.matcher(found.rest).replaceAll("\n");
        found.take(NUMBER, m -> new Fact(Kind.NUMBER, number(m.getFirst())));
        return found.facts;
    }

    /// The letters and digits of a text in lower case: how ids are compared.
    static String id(String text) {
        return text.replaceAll("[^\\p{L}\\d]", "").toLowerCase(Locale.ROOT);
    }

    private void take(Pattern pattern, Function<List<String>, Fact> fact) {
        var matcher = pattern.matcher(rest);
        var left = new StringBuilder();
        var from = 0;
        while (matcher.find()) {
            var groups = new java.util.ArrayList<String>();
            for (int group = 0; group <= matcher.groupCount(); group++) {
                groups.add(java.util.Objects.requireNonNullElse(matcher.group(group), ""));
            }
            facts.add(fact.apply(groups));
            left.append(rest, from, matcher.start()).append(' ');
            from = matcher.end();
        }
        rest = left.append(rest.substring(from)).toString();
    }

    private void names() {
        var matcher = NAME.matcher(rest);
        while (matcher.find()) {
            var name = matcher.group(1);
            var before = rest.substring(Math.max(0, matcher.start(1) - 8), matcher.start(1));
            var begins = matcher.start(1) == 0 || BEGINNING.matcher(before).find();
            // the first word of a sentence has its capital anyway
            var proper = begins ? name.replaceFirst("^\\S+\\s*", "") : name;
            var lower = proper.toLowerCase(Locale.ROOT).replace('’', '\'');
            if (!lower.isEmpty() && !NO_NAMES.contains(lower) && !lower.matches(MONTH_NAMES)) {
                facts.add(new Fact(Kind.NAME, lower));
            }
        }
    }

    private static String month(String name) {
        var index = MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT)) / 4 + 1;
        return index < 10 ? "0" + index : String.valueOf(index);
    }

    /// A date without its year has none before its month.
    private static Fact date(String year, String month, String day) {
        return new Fact(Kind.DATE, year + "-" + month + "-" + (day.length() < 2 ? "0" + day : day));
    }

    /// By its digits and not by arithmetic, for an answer may hold a million of them.
    private static String number(String written) {
        var digits = written.replace(",", "");
        var first = 0;
        while (first < digits.length() - 1 && digits.charAt(first) == '0' && digits.charAt(first + 1) != '.') {
            first++;
        }
        var number = digits.substring(first);
        return number.contains(".") ? withoutLast(withoutLast(number, "0"), ".") : number;
    }

    private static String withoutLast(String text, String marks) {
        var end = text.length();
        while (end > 0 && marks.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }
}
