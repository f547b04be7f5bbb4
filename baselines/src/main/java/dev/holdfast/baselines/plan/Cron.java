package dev.holdfast.baselines.plan;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A cron expression of five fields: when it comes due, and how often.
///
/// As in Vixie's cron a day matches if the day of the month or the day of the week does, where both are restricted.
public final class Cron {
    private static final LocalDate FROM = LocalDate.of(2025, 1, 1);
    private static final int DAYS = 1461;
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> WEEKDAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final int SUNDAY = 7;

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean eitherDay;

    private Cron(String[] fields) {
        this.minutes = field(fields[0], 0, 59, List.of());
        this.hours = field(fields[1], 0, 23, List.of());
        this.daysOfMonth = field(fields[2], 1, 31, List.of());
        this.months = field(fields[3], 1, 12, MONTHS);
        this.weekdays = field(fields[4], 0, SUNDAY, WEEKDAYS);
        this.eitherDay = !fields[2].startsWith("*") && !fields[4].startsWith("*");
    }

    /// Empty when the expression is not understood, or never comes due.
    public static Optional<Cron> of(String expression) {
        try {
            return Optional.of(new Cron(expression.strip().split("\\s+", -1))).filter(cron -> cron.days() > 0);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /// On average over four years.
    double runsPerDay() {
        return (double) minutes.cardinality() * hours.cardinality() * days() / DAYS;
    }

    /// The first time after the given one, in its time zone. A time that a clock skips when it is put forward is not
    /// made up for; one that comes twice when it is put back is due once.
    public ZonedDateTime next(ZonedDateTime after) {
        var minute = after.truncatedTo(ChronoUnit.MINUTES).toLocalDateTime().plusMinutes(1);
        for (var day = minute.toLocalDate(); ; day = day.plusDays(1)) {
            if (matches(day)) {
                var begin = day.equals(minute.toLocalDate()) ? minute.getHour() * 60 + minute.getMinute() : 0;
                for (var at = begin; at < 24 * 60; at++) {
                    var local = day.atTime(at / 60, at % 60);
                    if (hours.get(at / 60) && minutes.get(at % 60) && exists(local.atZone(after.getZone()), local)) {
                        var due = local.atZone(after.getZone());
                        if (due.isAfter(after)) {
                            return due;
                        }
                    }
                }
            }
        }
    }

    private static boolean exists(ZonedDateTime due, java.time.LocalDateTime local) {
        return due.toLocalDateTime().equals(local);
    }

    private long days() {
        return Stream.iterate(FROM, day -> day.plusDays(1))
                .limit(DAYS)
                .filter(this::matches)
                .count();
    }

    private boolean matches(LocalDate day) {
        var weekday = day.getDayOfWeek().getValue();
        var onWeekday = weekdays.get(weekday) || (weekday == SUNDAY && weekdays.get(0));
        var onDay = daysOfMonth.get(day.getDayOfMonth());
        return months.get(day.getMonthValue()) && (eitherDay ? onDay || onWeekday : onDay && onWeekday);
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
