package dev.holdfast.schema.pact;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What tokens cost, by model and by the day (UTC) from which on.
///
/// @param models by name, each with its prices from the oldest to the newest
public record PriceTable(Map<String, List<Dated>> models) implements Pricing {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    public PriceTable {
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    }

    /// US dollars for a million tokens, from a day on.
    ///
    /// @param cached of input that the server still had; else it costs as much as other input
    public record Dated(LocalDate from, BigDecimal input, BigDecimal output, Optional<BigDecimal> cached) {
        /// What so many tokens cost, to the last digit.
        ///
        /// @param inputTokens  all of them
        /// @param cachedTokens those of the input that the server still had
        public BigDecimal of(long inputTokens, long cachedTokens, long outputTokens) {
            var known = Math.min(inputTokens, cachedTokens);
            return input.multiply(BigDecimal.valueOf(inputTokens - known))
                    .add(cached.orElse(input).multiply(BigDecimal.valueOf(known)))
                    .add(output.multiply(BigDecimal.valueOf(outputTokens)))
                    .divide(MILLION, MathContext.DECIMAL128);
        }

        /// In another currency, which is worth so much of this one.
        Dated times(BigDecimal rate) {
            return new Dated(
                    from, converted(input, rate), converted(output, rate), cached.map(c -> converted(c, rate)));
        }

        private static BigDecimal converted(BigDecimal price, BigDecimal rate) {
            return price.multiply(rate).setScale(Math.max(6, price.scale()), RoundingMode.HALF_EVEN);
        }
    }

    /// The price of a model at a time; empty for models that are not in the table, and before its first price.
    public Optional<Dated> price(String model, Instant at) {
        var day = at.atOffset(ZoneOffset.UTC).toLocalDate();
        return models.getOrDefault(model, List.of()).stream()
                .filter(price -> !price.from().isAfter(day))
                .reduce((_, later) -> later);
    }
}
