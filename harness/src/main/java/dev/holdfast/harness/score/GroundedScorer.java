package dev.holdfast.harness.score;

import com.google.re2j.Pattern;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Score;
import dev.holdfast.schema.run.ToolCall;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `grounded` and `every_fact_from_tools`: how many of the answer's [Facts] a tool returned or the task said.
///
/// A date without its year is grounded by that day of any year, a number also by the digits in an id, a name by its
/// words. An answer without facts is grounded. Where no tool returned anything, nothing is known of what the answer
/// rests on, and there is no score.
record GroundedScorer(Finder finder, boolean every) implements Scorer {
    private static final Pattern BETWEEN = Pattern.compile("[\\s\",;()\\[\\]{}]+");
    private static final Pattern BLANK = Pattern.compile("\\s+");
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    /// What the facts of an answer may rest on.
    private record Source(Set<Fact> facts, Set<String> dayOfYear, Set<String> digits, String ids, String words) {
        static Source of(String text) {
            var facts = Facts.of(text);
            var digits = new HashSet<String>();
            var matcher = DIGITS.matcher(text);
            while (matcher.find()) {
                digits.add(matcher.group().replaceFirst("^0+(?=\\d)", ""));
            }
            return new Source(
                    facts,
                    facts.stream()
                            .filter(fact -> fact.kind() == Fact.Kind.DATE)
                            .map(fact -> fact.text().replaceFirst("^\\d{4}", ""))
                            .collect(Collectors.toSet()),
                    digits,
                    " " + Stream.of(BETWEEN.split(text)).map(Facts::id).collect(Collectors.joining(" ")) + " ",
                    text.toLowerCase(Locale.ROOT).replace('’', '\''));
        }

        boolean holds(Fact fact) {
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

    @Override
    public Score score(GoldenTask task, Observation observation) {
        if (!(observation.outcome() instanceof Outcome.Answered(var text))) {
            return new Score.Unscored("its text was not recorded");
        }
        var results = observation.toolCalls().stream()
                .map(ToolCall::result)
                .flatMap(Optional::stream)
                .toList();
        if (results.isEmpty()) {
            return new Score.Unscored("no result of a tool was recorded for its facts to rest on");
        }
        var source = Source.of(
                Stream.concat(results.stream(), task.messages().stream().map(Message::content))
                        .collect(Collectors.joining("\n")));
        return finder.find(text)
                .map(JsonText::of)
                .map(part -> share(Facts.of(part), source))
                .orElse(Check.NO);
    }

    private Score share(Set<Fact> facts, Source source) {
        var grounded = facts.stream().filter(source::holds).count();
        if (every || facts.isEmpty()) {
            return Check.of(grounded == facts.size());
        }
        return new Score.Scored((double) grounded / facts.size());
    }
}
