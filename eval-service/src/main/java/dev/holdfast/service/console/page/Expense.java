package dev.holdfast.service.console.page;

import dev.holdfast.reports.reading.Figures;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.service.console.look.Spent;
import dev.holdfast.service.console.look.Watched;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/// What runs have cost, in words, and what they may.
///
/// @param budget of a calendar month, where every pact of the agent has one
/// @param share  of the budget that is spent, as the width of a bar
/// @param over   whether nothing is left of the budget of one of them
public record Expense(String spent, Optional<String> budget, Optional<String> share, boolean over) {
    static Expense of(List<Watched> pacts) {
        var month = sum(pacts);
        var budgets = pacts.stream().map(Watched::budget).toList();
        var budget = !budgets.isEmpty() && budgets.stream().allMatch(OptionalDouble::isPresent)
                ? OptionalDouble.of(budgets.stream()
                        .mapToDouble(OptionalDouble::getAsDouble)
                        .sum())
                : OptionalDouble.empty();
        return new Expense(
                words(month).orElse("nothing"),
                budget.stream()
                        .mapToObj(usd -> "of " + Figures.value(Unit.USD, usd))
                        .findFirst(),
                budget.stream()
                        .filter(usd -> usd > 0)
                        .mapToObj(usd -> percent(month.usd().orElse(0) / usd))
                        .findFirst(),
                pacts.stream().anyMatch(Expense::isOver));
    }

    /// Absent where there was nothing to cost anything.
    static Optional<String> words(Spent spent) {
        if (spent.usd().isEmpty()) {
            return spent.unpriced() == 0 ? Optional.empty() : Optional.of("not told");
        }
        var usd = Figures.value(Unit.USD, spent.usd().getAsDouble());
        return Optional.of(spent.unpriced() == 0 ? usd : "at least " + usd);
    }

    private static Spent sum(List<Watched> pacts) {
        var known = pacts.stream()
                .flatMapToDouble(pact -> pact.month().usd().isPresent()
                        ? DoubleStream.of(pact.month().usd().getAsDouble())
                        : DoubleStream.empty())
                .toArray();
        return new Spent(
                known.length == 0
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(DoubleStream.of(known).sum()),
                pacts.stream().mapToLong(pact -> pact.month().unpriced()).sum());
    }

    private static boolean isOver(Watched pact) {
        return pact.budget().isPresent()
                && pact.month().usd().orElse(0) >= pact.budget().getAsDouble();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * Math.min(1, share));
    }
}
