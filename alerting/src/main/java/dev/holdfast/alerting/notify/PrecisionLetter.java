package dev.holdfast.alerting.notify;

import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Precision;
import dev.holdfast.alerting.incident.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Tells the owners of the service once a week how many pages were worth it, and which promises should no longer page.
public final class PrecisionLetter {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ROOT).withZone(ZoneOffset.UTC);

    private PrecisionLetter() {}

    /// About a week; empty where no page ended in it.
    ///
    /// @param id        of the letter
    /// @param incidents that ended since the week began
    /// @param from      when the week began
    public static Optional<Letter> of(String id, List<Incident> incidents, Instant from) {
        var until = from.plus(Duration.ofDays(7));
        var pages = Precision.of(incidents.stream()
                .filter(incident -> incident.ending()
                        .filter(ending ->
                                !ending.at().isBefore(from) && ending.at().isBefore(until))
                        .isPresent())
                .filter(incident -> incident.urgency() == Urgency.PAGE)
                .toList());
        return pages.isEmpty()
                ? Optional.empty()
                : Optional.of(new Letter(id, until, subject(pages, from, until), lines(pages, from, until)));
    }

    private static String subject(List<Precision> pages, Instant from, Instant until) {
        var useful = pages.stream().mapToInt(Precision::useful).sum();
        var all = useful + pages.stream().mapToInt(Precision::noise).sum();
        return "[Holdfast] %d of %d pages were worth it, %s".formatted(useful, all, days(from, until));
    }

    private static List<String> lines(List<Precision> pages, Instant from, Instant until) {
        var lines = new ArrayList<String>();
        lines.add(
                "Pages about drift that ended from %s, the least precise promise first:".formatted(days(from, until)));
        lines.add("");
        pages.forEach(each -> lines.add(line(each)));
        var demoted = pages.stream().filter(Precision::proposesDemotion).toList();
        if (!demoted.isEmpty()) {
            lines.add("");
            lines.add(
                    "Fewer than half of the pages about these were worth it. With \"mode: warn\" in the pact they would be"
                            + " tickets:");
            demoted.forEach(each -> lines.add("  " + name(each)));
        }
        lines.add("");
        lines.add("A page is noise where somebody has marked it: holdfast incidents noise INCIDENT --reason WHY");
        return lines;
    }

    private static String line(Precision precision) {
        return String.format(
                Locale.ROOT,
                "  %3d useful %3d noise  %3.0f %%  %s",
                precision.useful(),
                precision.noise(),
                100 * precision.share().orElseThrow(),
                name(precision));
    }

    private static String name(Precision precision) {
        return Plain.line(precision.pact() + ": " + precision.promise(), 120);
    }

    private static String days(Instant from, Instant until) {
        return DAY.format(from) + " to " + DAY.format(until.minusSeconds(1));
    }
}
