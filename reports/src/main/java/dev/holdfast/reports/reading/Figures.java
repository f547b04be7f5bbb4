package dev.holdfast.reports.reading;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.pact.Unit;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Numbers as people write them: real minus signs, points for differences of shares, `…` between the ends of an
/// interval.
public final class Figures {
    private static final String UNKNOWN = "unknown";
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Figures() {}

    /// `84.0 %`, `1.20 s`.
    public static String value(Unit unit, double value) {
        return Double.isFinite(value) ? (value < 0 ? "−" : "") + unit.text(Math.abs(value)) : UNKNOWN;
    }

    /// `−32.9 points`, `+120 ms`.
    public static String difference(Unit unit, double difference) {
        return signed(unit, difference) + points(unit, difference);
    }

    /// `−37.3 … −28.4 points`.
    public static String differences(Unit unit, Estimate estimate) {
        return bareDifferences(unit, estimate) + points(unit, estimate.high());
    }

    /// `−37.3 … −28.4`, where the unit has been said.
    public static String bareDifferences(Unit unit, Estimate estimate) {
        return between(signed(unit, estimate.low()), signed(unit, estimate.high()));
    }

    /// `95.1 … 98.8 %`.
    public static String values(Unit unit, Estimate estimate) {
        return between(value(unit, estimate.low()), value(unit, estimate.high()));
    }

    /// A signed difference without the word "points".
    public static String signed(Unit unit, double difference) {
        if (!Double.isFinite(difference)) {
            return UNKNOWN;
        }
        var size = unit == Unit.SHARE
                ? String.format(Locale.ROOT, "%.1f", Math.abs(100 * difference))
                : unit.text(Math.abs(difference));
        return sign(difference, size) + size;
    }

    /// `0.031`, `< 0.0001`.
    public static String chance(double p) {
        if (!Double.isFinite(p)) {
            return UNKNOWN;
        }
        return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, p < 0.01 ? "%.4f" : "%.3f", p);
    }

    /// `p = 0.031`, `p < 0.0001`.
    public static String p(double p) {
        var chance = chance(p);
        return chance.startsWith("<") ? "p " + chance : "p = " + chance;
    }

    /// A small share in percent: `1.2 %`, `0.03 %`.
    public static String rate(double share) {
        if (!Double.isFinite(share)) {
            return UNKNOWN;
        }
        return share == 0 ? "0 %" : String.format(Locale.ROOT, share < 0.001 ? "%.2f %%" : "%.1f %%", 100 * share);
    }

    /// `1,650`.
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// `1 task`, `1,650 tasks`.
    public static String plural(long number, String noun) {
        return count(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /// `2 times in 240 replays`.
    public static String happened(Comparison.Breaches breaches) {
        return plural(breaches.count(), "time") + " in "
                + plural(breaches.sample().newReplays(), "replay");
    }

    /// `27 June 2023, 08:00 UTC`.
    public static String time(Instant instant) {
        return DAY_AND_TIME.format(instant);
    }

    /// Says the unit once where both ends have the same.
    private static String between(String low, String high) {
        var unit = high.indexOf(' ') < 0 ? "" : high.substring(high.indexOf(' '));
        var shortLow = low.endsWith(unit) ? low.substring(0, low.length() - unit.length()) : low;
        return shortLow + " … " + high;
    }

    private static String points(Unit unit, double difference) {
        return unit == Unit.SHARE && Double.isFinite(difference) ? " points" : "";
    }

    /// Nothing that prints as zero has a sign.
    private static String sign(double difference, String size) {
        if (size.chars().noneMatch(digit -> digit >= '1' && digit <= '9')) {
            return "";
        }
        return difference < 0 ? "−" : "+";
    }
}
