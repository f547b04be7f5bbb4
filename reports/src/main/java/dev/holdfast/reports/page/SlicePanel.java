package dev.holdfast.reports.page;

import dev.holdfast.reports.reading.Axis;
import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Reading;
import dev.holdfast.reports.reading.Reversal;
import dev.holdfast.reports.reading.Worse;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.pact.Unit;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/// The slices of one promise, worst first, on one axis.
///
/// @param first the ones that are shown at once
/// @param rest  the others
public record SlicePanel(
        String promise, Optional<String> reversal, List<Plot.Mark> ticks, List<Row> first, List<Row> rest) {
    private static final int AT_ONCE = 12;
    private static final int LONGEST_TAG = 80;
    private static final double WIDE = 0.3;

    /// One slice: from where to where.
    ///
    /// @param course `broken`, `worse`, `better` or `level`
    /// @param rising whether the candidate lies to the right
    public record Row(
            String tag,
            String course,
            String word,
            String certified,
            String candidate,
            Plot.Span way,
            boolean rising,
            String values,
            String difference,
            String interval,
            String tasks) {}

    static List<SlicePanel> of(List<Reading> readings) {
        return readings.stream()
                .filter(reading -> !reading.slices().isEmpty())
                .map(SlicePanel::of)
                .toList();
    }

    private static SlicePanel of(Reading reading) {
        var unit = reading.slices().getFirst().change().unit();
        var axis = axis(reading.slices(), unit);
        var rows = reading.slices().stream().map(slice -> row(slice, axis)).toList();
        return new SlicePanel(
                Excerpt.brief(reading.promised().text(), 300),
                Reversal.among(reading.slices()).map(Reversal::sentence),
                Plot.ticks(axis, tick -> Figures.value(unit, tick).replace(".0 %", " %")),
                rows.stream().limit(AT_ONCE).toList(),
                rows.stream().skip(AT_ONCE).toList());
    }

    /// Shares that move a lot are shown on the whole way from 0 to 100 %.
    private static Axis axis(List<Finding.Slice> slices, Unit unit) {
        var values = slices.stream()
                .map(Finding.Slice::change)
                .flatMapToDouble(change -> DoubleStream.of(change.certified(), change.candidate()))
                .toArray();
        var axis = Axis.around(values);
        if (unit != Unit.SHARE) {
            return new Axis(0, axis.high());
        }
        return axis.high() - axis.low() > WIDE ? new Axis(0, 1) : axis.within(0, 1);
    }

    private static Row row(Finding.Slice slice, Axis axis) {
        var change = slice.change();
        var unit = change.unit();
        var course = course(slice);
        return new Row(
                Excerpt.brief(slice.tag(), LONGEST_TAG),
                course,
                word(course),
                Plot.place(axis, change.certified()),
                Plot.place(axis, change.candidate()),
                Plot.span(axis, change.certified(), change.candidate()),
                change.candidate() > change.certified(),
                Figures.value(unit, change.certified()) + " → " + Figures.value(unit, change.candidate()),
                Figures.difference(unit, change.difference().value()),
                Figures.bareDifferences(unit, change.difference()),
                Figures.plural(change.sample().tasks(), "task"));
    }

    private static String course(Finding.Slice slice) {
        if (slice.broken()) {
            return "broken";
        }
        return moved(slice.change());
    }

    /// Only what the interval tells apart from no change has a direction.
    private static String moved(Comparison.Change change) {
        var difference = change.difference();
        if (difference.low() <= 0 && difference.high() >= 0) {
            return "level";
        }
        return Worse.of(change).oriented(difference.value()) < 0 ? "worse" : "better";
    }

    private static String word(String course) {
        return course.equals("level") ? "no clear change" : course;
    }
}
