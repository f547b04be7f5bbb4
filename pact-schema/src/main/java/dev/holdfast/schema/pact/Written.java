package dev.holdfast.schema.pact;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Quantities as people write them in a pact.
final class Written {
    private static final String NUMBER = "(\\d+(?:\\.\\d+)?)";
    private static final Pattern DURATION = Pattern.compile(NUMBER + "\\s*(ms|s|min|m|h|d|w)");
    private static final Pattern RATE = Pattern.compile(NUMBER + "\\s*/\\s*(s|min|h)");
    private static final Pattern MONEY = Pattern.compile(NUMBER + "\\s*USD");
    private static final Pattern PLAIN = Pattern.compile(NUMBER + "(?:[eE](?:-\\d{1,2}|\\d))?");
    private static final Pattern SHARE = Pattern.compile(NUMBER + "\\s*%");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,2})\\s*%");
    private static final Pattern RUNS = Pattern.compile("(\\d{1,4})\\s*runs?");
    private static final Pattern ALARMS = Pattern.compile(NUMBER + "\\s+per\\s+(day|week|month|year)");
    private static final Pattern CRON = Pattern.compile("\\S+(\\s+\\S+){4}");
    private static final Map<String, Duration> LENGTHS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "min", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7));
    private static final Map<String, Duration> PERIODS = Map.of(
            "day", Duration.ofDays(1),
            "week", Duration.ofDays(7),
            "month", Duration.ofDays(30),
            "year", Duration.ofDays(365));

    private Written() {}

    /// `500ms`, `60s`, `6h`, `1d`; more than nothing.
    static Optional<Duration> duration(String text) {
        return match(DURATION, text)
                .map(m -> Duration.ofMillis(
                        Math.round(number(m) * unit(LENGTHS, m).toMillis())))
                .filter(length -> length.isPositive() && length.toDays() < 10_000);
    }

    /// `10/s`, `600/min`, as starts a second.
    static Optional<Double> rate(String text) {
        return match(RATE, text)
                .map(m -> number(m) / unit(LENGTHS, m).toSeconds())
                .filter(rate -> rate > 0);
    }

    /// `2.50 USD`.
    static Optional<Watch.Money> money(String text) {
        return match(MONEY, text).map(m -> new Watch.Money(number(m)));
    }

    /// `0.01` of the number's own unit, or `1%` of the number.
    static Optional<Measure.Margin> margin(String text) {
        return match(SHARE, text)
                .map(m -> new Measure.Margin(number(m) / 100, true))
                .or(() -> match(PLAIN, text).map(m -> new Measure.Margin(number(m), false)));
    }

    /// `80%`, as a whole number of percent above 0 and below 100.
    static Optional<Integer> percent(String text) {
        return match(PERCENT, text).map(m -> Integer.valueOf(m.group(1))).filter(percent -> percent > 0);
    }

    /// `2 runs`.
    static Optional<Integer> runs(String text) {
        return match(RUNS, text).map(m -> Integer.valueOf(m.group(1))).filter(runs -> runs > 0);
    }

    /// `1 per year`.
    static Optional<Watch.AlarmBudget> alarms(String text) {
        return match(ALARMS, text)
                .filter(m -> number(m) > 0)
                .map(m -> new Watch.AlarmBudget(number(m), unit(PERIODS, m)));
    }

    /// `6h` or a cron expression.
    static Optional<Watch.Schedule> schedule(String text) {
        return duration(text)
                .<Watch.Schedule>map(Watch.Schedule.Interval::new)
                .or(() -> match(CRON, text).map(_ -> new Watch.Schedule.Cron(text.strip(), ZoneOffset.UTC)));
    }

    /// `Europe/Zurich`; a name that stands for a place or for UTC, and no bare offset, which would not know of summer.
    static Optional<ZoneId> zone(String text) {
        return ZoneId.getAvailableZoneIds().contains(text.strip())
                ? Optional.of(ZoneId.of(text.strip()))
                : Optional.empty();
    }

    /// A bound in the metric's unit.
    static Optional<Double> bound(Unit unit, String text) {
        return switch (unit) {
            case SHARE -> match(SHARE, text).map(m -> number(m) / 100).filter(share -> share <= 1);
            case SECONDS -> duration(text).map(length -> length.toMillis() / 1000.0);
            case USD -> money(text).map(Watch.Money::usd);
            case COUNT -> match(Pattern.compile(NUMBER), text).map(Written::number);
        };
    }

    /// What to write for a bound.
    static String example(Unit unit) {
        return switch (unit) {
            case SHARE -> "a share from 0% to 100%, such as 92%";
            case SECONDS -> "a time such as 800ms or 2s";
            case USD -> "an amount such as 0.01 USD";
            case COUNT -> "a number such as 500";
        };
    }

    private static Optional<MatchResult> match(Pattern pattern, String text) {
        var matcher = pattern.matcher(text.strip());
        return matcher.matches() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }

    private static double number(MatchResult match) {
        return Double.parseDouble(match.group(1));
    }

    private static Duration unit(Map<String, Duration> units, MatchResult match) {
        return java.util.Objects.requireNonNull(units.get(match.group(2)));
    }
}
