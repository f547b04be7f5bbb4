package dev.holdfast.harness.score;

import com.google.re2j.Pattern;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.ToolCall;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the facts of an answer may rest on: what tools returned and what the task said.
///
/// A date without its year is grounded by that day of any year, a number also by the digits in an id, a name by its
/// words.
record Grounds(Set<Fact> facts, Set<String> dayOfYear, Set<String> digits, String ids, String words) {
    private static final Pattern BETWEEN = Pattern.compile("[\\s\",;()\\[\\]{}]+");
    private static final Pattern BLANK = Pattern.compile("\\s+");
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    static Grounds of(GoldenTask task, Observation observation) {
        var results = observation.toolCalls().stream().map(ToolCall::result).flatMap(Optional::stream);
        return of(Stream.concat(results, task.messages().stream().map(Message::content))
                .collect(Collectors.joining("\n")));
    }

    private static Grounds of(String text) {
        var facts = Facts.of(text);
        var digits = new HashSet<String>();
        var matcher = DIGITS.matcher(text);
        while (matcher.find()) {
            digits.add(matcher.group().replaceFirst("^0+(?=\\d)", ""));
        }
        return new Grounds(
                facts,
                facts.stream()
                        .filter(fact -> fact.kind() == Fact.Kind.DATE)
                        .map(fact -> fact.text().replaceFirst("^\\d{4}", ""))
                        .collect(Collectors.toSet()),
                digits,
                " " + Stream.of(BETWEEN.split(text)).map(Facts::id).collect(Collectors.joining(" ")) + " ",
                text.toLowerCase(Locale.ROOT).replace('’', '\''));
    }

    boolean hold(Fact fact) {
        return facts.contains(fact)
                || switch (fact.kind()) {
                    case DATE -> dayOfYear.contains(fact.text());
                    case NUMBER -> digits.contains(fact.text());
                    case ID -> ids.contains(" " + fact.text() + " ");
                    case NAME -> Stream.of(BLANK.split(fact.text())).allMatch(words::contains);
                    case ADDRESS -> words.contains(fact.text());
                };
    }
}
