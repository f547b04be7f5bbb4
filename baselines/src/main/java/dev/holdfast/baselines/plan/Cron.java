package dev.holdfast.baselines.plan;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// How many runs a day a cron expression of five fields makes, on average over four years.
///
/// As in Vixie's cron a day matches if the day of the month or the day of the week does, where both are restricted.
final class Cron {
    private static final LocalDate FROM = LocalDate.of(2025, 1, 1);
    private static final int DAYS = 1461;
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> WEEKDAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private Cron() {}

    /// Empty when the expression is not understood, or never comes due.
    static Optional<Double> runsPerDay(String expression) {
        var fields = expression.strip().split("\\s+", -1);
        try {
            var minutes = field(fields[0], 0, 59, List.of()).cardinality();
            var hours = field(fields[1], 0, 23, List.of()).cardinality();
            var days = days(fields);
            return days == 0 ? Optional.empty() : Optional.of((double) minutes * hours * days / DAYS);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static long days(String[] fields) {
        var daysOfMonth = field(fields[2], 1, 31, List.of());
        var months = field(fields[3], 1, 12, MONTHS);
        var weekdays = field(fields[4], 0, 7, WEEKDAYS);
        var either = !fields[2].startsWith("*") && !fields[4].startsWith("*");
        return Stream.iterate(FROM, day -> day.plusDays(1))
                .limit(DAYS)
                .filter(day -> months.get(day.getMonthValue()))
                .filter(day -> {
                    var weekday = day.getDayOfWeek().getValue();
                    var onWeekday = weekdays.get(weekday) || (weekday == 7 && weekdays.get(0));
                    var onDay = daysOfMonth.get(day.getDayOfMonth());
                    return either ? onDay || onWeekday : onDay && onWeekday;
                })
                .count();
    }

    /// `*`, `3`, `1-5`, `*/15`, `8-18/2`, `mon`, and lists of them.
    private static BitSet field(String text, int least, int most, List<String> names) {
        var values = new BitSet();
        for (var part : text.split(",", -1)) {
            var steps = part.split("/", 2);
            var ends = steps[0].split("-", 2);
            var low = steps[0].equals("*") ? least : number(ends[0], least, names);
            var open = steps[0].equals("*") || (steps.length > 1 && ends.length == 1);
            var high = open ? most : number(ends[ends.length - 1], least, names);
            var step = steps.length > 1 ? Integer.parseInt(steps[1]) : 1;
            if (low < least || high > most || low > high || step < 1) {
                throw new NumberFormatException(text);
            }
            for (var value = low; value <= high; value += step) {
                values.set(value);
            }
        }
        return values;
    }

    private static int number(String text, int least, List<String> names) {
        var name = names.indexOf(text.toLowerCase(Locale.ROOT));
        return name >= 0 ? name + least : Integer.parseInt(text);
    }
}
