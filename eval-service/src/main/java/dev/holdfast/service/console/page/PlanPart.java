package dev.holdfast.service.console.page;

import dev.holdfast.baselines.plan.Forecast;
import dev.holdfast.reports.reading.Axis;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.schema.pact.Unit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/// What a pact's suite detects, how soon and at what cost, at several paces. Across in percent of the width, down in
/// pixels.
///
/// @param unknown what could not be planned, and why
public record PlanPart(List<Chart> charts, List<Row> rows, List<String> unknown, List<String> notes) {
    private static final int TOP = 24;
    private static final int HEIGHT = 120;
    private static final double MARGIN = 0.12;

    /// A plan at one pace.
    ///
    /// @param declared whether it is the pact's own
    public record Pace(boolean declared, Forecast forecast) {}

    /// One promise: how long until a change is found, against what the runs of a month cost.
    public record Chart(
            String promise,
            String looked,
            String label,
            List<Tick> ticks,
            List<Line> way,
            List<Dot> dots,
            String caption) {}

    /// A level of days.
    public record Tick(String at, String words) {}

    /// From one pace to the next.
    public record Line(String x1, String y1, String x2, String y2) {}

    /// One pace.
    public record Dot(String x, String y, boolean declared, String every, String cost, String title) {}

    /// One promise at one pace.
    public record Row(String every, boolean declared, String cost, String promise, String delay, String kept) {}

    /// The worst case of a promise at a pace: where the noise is not known, several are planned.
    private record Case(Pace pace, Forecast.Outlook outlook, Forecast.Case worst) {
        double days() {
            return worst.delay().days();
        }
    }

    /// Each promise at every pace.
    ///
    /// @param paces the slowest first
    public static PlanPart of(List<Pace> paces) {
        var names = new LinkedHashSet<String>();
        paces.getFirst().forecast().promises().forEach(outlook -> names.add(outlook.promise()));
        var charts = new ArrayList<Chart>();
        var rows = new ArrayList<Row>();
        for (var name : names) {
            var cases = cases(paces, name);
            if (!cases.isEmpty()) {
                charts.add(chart(name, cases));
                cases.forEach(each -> rows.add(row(each)));
            }
        }
        var declared = paces.stream().filter(Pace::declared).findFirst().orElse(paces.getFirst());
        return new PlanPart(
                charts,
                rows,
                declared.forecast().promises().stream()
                        .flatMap(outlook -> outlook.unknown().map(why -> outlook.promise() + ": " + why).stream())
                        .map(IncidentsPage::line)
                        .toList(),
                declared.forecast().notes().stream().map(IncidentsPage::line).toList());
    }

    private static List<Case> cases(List<Pace> paces, String promise) {
        var cases = new ArrayList<Case>();
        for (var pace : paces) {
            pace.forecast().promises().stream()
                    .filter(outlook -> outlook.promise().equals(promise))
                    .forEach(outlook -> outlook.cases().stream()
                            .max((one, other) -> Double.compare(
                                    one.delay().runs(), other.delay().runs()))
                            .ifPresent(worst -> cases.add(new Case(pace, outlook, worst))));
        }
        return cases;
    }

    private static Chart chart(String promise, List<Case> cases) {
        var most = cases.stream().mapToDouble(Case::days).max().orElseThrow();
        var axis = new Axis(0, most * 1.1);
        var dots = new ArrayList<Dot>();
        for (var i = 0; i < cases.size(); i++) {
            dots.add(dot(cases.get(i), percent(MARGIN + (1 - 2 * MARGIN) * i / Math.max(1, cases.size() - 1)), axis));
        }
        var way = new ArrayList<Line>();
        for (var i = 1; i < dots.size(); i++) {
            var from = dots.get(i - 1);
            way.add(new Line(from.x(), from.y(), dots.get(i).x(), dots.get(i).y()));
        }
        return new Chart(
                IncidentsPage.line(promise),
                IncidentsPage.line(cases.getFirst().worst().change() + " is looked for"),
                IncidentsPage.line(promise + ": days until a change is found, at "
                        + Figures.plural(cases.size(), "pace") + ", from "
                        + days(cases.getFirst().days()) + " to "
                        + days(cases.getLast().days())),
                axis.ticks(PlanPart::days).stream()
                        .map(tick -> new Tick(down(axis, tick.value()), tick.label()))
                        .toList(),
                way,
                dots,
                cases.getFirst().pace().forecast().bill().perMonth().isPresent()
                        ? "what the runs of a month cost"
                        : "replays a month; what one costs is not known");
    }

    private static Dot dot(Case each, String x, Axis axis) {
        var every = "every " + each.pace().forecast().pace().every();
        return new Dot(
                x,
                down(axis, each.days()),
                each.pace().declared(),
                every,
                cost(each.pace()),
                IncidentsPage.line(every + ": found after " + found(each) + " on average, " + cost(each.pace())));
    }

    private static Row row(Case each) {
        var within = each.worst().delay().within();
        return new Row(
                each.pace().forecast().pace().every(),
                each.pace().declared(),
                cost(each.pace()),
                IncidentsPage.line(each.outlook().promise()),
                found(each),
                within.isPresent()
                        ? Figures.rate(within.getAsDouble())
                                + (each.worst().delay().kept().orElse(false) ? ", kept" : ", not kept")
                        : "nothing is declared");
    }

    private static String found(Case each) {
        var delay = each.worst().delay();
        return (delay.missed() > 0 ? "at least " : "")
                + days(delay.days())
                + String.format(Locale.ROOT, " (%.1f runs)", delay.runs());
    }

    private static String cost(Pace pace) {
        var forecast = pace.forecast();
        return forecast.bill().perMonth().isPresent()
                ? Figures.value(Unit.USD, forecast.bill().perMonth().getAsDouble())
                : Figures.count(Math.round(
                        forecast.tasks() * forecast.repeats() * forecast.pace().runsPerDay() * 30));
    }

    private static String days(double days) {
        return days < 1
                ? String.format(Locale.ROOT, "%.1f h", days * 24)
                : String.format(Locale.ROOT, days < 10 ? "%.1f days" : "%.0f days", days);
    }

    private static String down(Axis axis, double value) {
        return String.format(Locale.ROOT, "%.1f", TOP + HEIGHT * (1 - axis.share(value)));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }
}
