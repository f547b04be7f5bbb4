package dev.holdfast.schema.cost;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Two ways to have the same tasks done, as somebody has written down what they take. All money is US dollars, all
/// that recurs is of a month.
public record Hosting(Tasks tasks, Hosted hosted, SelfHosted selfHosted) {
    /// What is to be done.
    ///
    /// @param inputTokens  of one task, all of them
    /// @param cachedTokens of one task, those of the input that a hosted model still has
    public record Tasks(BigDecimal perMonth, BigDecimal inputTokens, BigDecimal cachedTokens, BigDecimal outputTokens) {
        /// In and out.
        public BigDecimal tokens() {
            return inputTokens.add(outputTokens);
        }
    }

    /// By a provider.
    public record Hosted(TokenPrice price, Upkeep upkeep) {}

    /// For a million tokens.
    public record TokenPrice(BigDecimal input, BigDecimal output, Optional<BigDecimal> cached) {}

    /// On machines of one's own.
    public record SelfHosted(Machine machine, Power power, Throughput throughput, Upkeep upkeep) {}

    /// Of one machine: rent, or the price and the months that it lasts.
    public record Machine(BigDecimal perMonth) {}

    /// Of one machine.
    ///
    /// @param idleKw while it waits
    /// @param busyKw while it works
    /// @param perKwh the price
    public record Power(BigDecimal idleKw, BigDecimal busyKw, BigDecimal perKwh) {}

    /// Of one machine.
    ///
    /// @param tokensPerSecond as measured while it works, in and out
    /// @param used            share of the time that it can be kept at work, from 0 to 1
    public record Throughput(BigDecimal tokensPerSecond, BigDecimal used) {}

    /// What is there every month, however many tasks there are.
    ///
    /// @param other by name
    public record Upkeep(BigDecimal peopleHours, BigDecimal perHour, Map<String, BigDecimal> other) {
        public Upkeep {
            other = Collections.unmodifiableMap(new LinkedHashMap<>(other));
        }
    }
}
