package dev.holdfast.service.cli;

import dev.holdfast.baselines.plan.Forecast;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// A forecast in words.
record ForecastText(PactFile file) {
    List<String> lines(Forecast forecast) {
        var lines = new ArrayList<String>();
        lines.add("%s: %s, %s of each in a run, every %s"
                .formatted(
                        Visible.line(forecast.pact()),
                        Figures.plural(forecast.tasks(), "golden task"),
                        Figures.plural(forecast.repeats(), "replay"),
                        Visible.line(forecast.pace().every())));
        lines.addAll(new DetectText(forecast).lines());
        lines.add(cost(forecast.bill()));
        lines.add("false alarms: %s in %d days, shared by %s: %s each"
                .formatted(
                        number(forecast.alarms().falseAlarms()),
                        forecast.alarms().days(),
                        Figures.plural(forecast.alarms().streams(), "stream"),
                        number(forecast.alarms().perStream())));
        for (var outlook : forecast.promises()) {
            lines.add("");
            outlook(lines, forecast, outlook);
        }
        lines.add("");
        forecast.notes().forEach(note -> lines.add("note: " + note));
        lines.add("note: a drop makes all tasks worse in proportion; simulated with seed " + forecast.seed());
        return lines;
    }

    private static String cost(Forecast.Bill bill) {
        if (bill.perRun().isEmpty()) {
            return "cost: unknown; no certified replay tells its cost, or its tokens for a price in the pact";
        }
        var over = bill.overspent() ? "; that is MORE than `watch.spend` allows" : "";
        return "cost: %s a run%s, %s a day, %s a month%s%s"
                .formatted(
                        usd(bill.perRun()),
                        allowed(bill.allowedPerRun()),
                        usd(bill.perDay()),
                        usd(bill.perMonth()),
                        allowed(bill.allowedPerMonth()),
                        over);
    }

    private void outlook(List<String> lines, Forecast forecast, Forecast.Outlook outlook) {
        lines.add("%s, %s".formatted(Visible.line(outlook.promise()), Figures.plural(outlook.tasks(), "task")));
        outlook.unknown().ifPresent(why -> lines.add("  not planned: " + Visible.line(why)));
        var unit = unit(outlook.promise());
        for (var one : outlook.cases()) {
            lines.add("  %s from %s%s".formatted(one.change(), unit.text(one.level()), noise(one)));
            lines.add("    watch: " + delay(one.delay(), forecast));
            forecast.detect().ifPresent(detect -> detect(lines, one, detect, unit));
            one.gate().ifPresent(gate -> lines.add("    gate: " + gate(gate)));
            one.gate().flatMap(Forecast.Gate::closedForm).ifPresent(form -> lines.add("    gate: " + closedForm(form)));
        }
    }

    private static String noise(Forecast.Case one) {
        return one.noise().isEmpty()
                ? ""
                : ", noise %.0f %% of that of coin tosses%s"
                        .formatted(100 * one.noise().getAsDouble(), one.noiseAssumed() ? " (assumed)" : "");
    }

    private static String delay(Forecast.Delay delay, Forecast forecast) {
        var least = delay.missed() > 0 ? "at least " : "";
        var missed = delay.missed() > 0
                ? "; %s not found in %d runs".formatted(percent(delay.missed()), delay.longest())
                : "";
        return String.format(
                Locale.ROOT,
                "found %s%.1f runs after the change on average (± %.1f), that is %.1f days%s%s",
                least,
                delay.runs(),
                delay.standardError(),
                delay.days(),
                forecast.pace().assumed() ? " of daily runs" : "",
                missed);
    }

    private static void detect(List<String> lines, Forecast.Case one, Forecast.Detect detect, Unit unit) {
        var kept = one.delay().kept().orElse(false);
        lines.add("    within %s: %s of changes; the pact's `detect` is %s"
                .formatted(
                        Figures.plural(detect.within(), "run"),
                        percent(one.delay().within().orElse(0)),
                        kept ? "kept" : "NOT kept (it takes 90 %)"));
        one.finds()
                .ifPresent(size -> lines.add("    smallest change found within %s, nine times in ten: %s"
                        .formatted(Figures.plural(detect.within(), "run"), change(size, one.level(), unit))));
        one.advice().forEach(advice -> lines.add("    " + advice(advice, kept)));
        if (!kept && one.advice().isEmpty()) {
            lines.add(
                    "    no suite of up to 8 times the tasks, 12 replays or 30 more certified replays keeps it; a larger"
                            + " drop or more runs would have to be declared");
        }
    }

    private static String advice(Forecast.Advice advice, boolean kept) {
        var what = switch (advice.lever()) {
            case TASKS -> kept ? "%2$d tasks would do" : "add " + (advice.to() - advice.from()) + " tasks like these";
            case REPEATS -> kept ? "%2$d replays of each task would do" : "or replay each task %2$d times in a run";
            case CERTIFIED -> "or certify %2$d replays of each task rather than %1$d";
        };
        var text = what.formatted(advice.from(), advice.to());
        return (kept ? "to spare: " : "to keep it: ")
                + (text.startsWith("or ") ? text.substring(3) : text)
                + (advice.perDay().isPresent() ? " (" + usd(advice.perDay()) + " a day)" : "");
    }

    private static String gate(Forecast.Gate gate) {
        return "a single run fails on a drop of %s with 80 %% probability, of %s with 95 %%; an unchanged agent passes in %s"
                .formatted(points(gate.finds80()), points(gate.finds95()), percent(gate.unchangedPasses()));
    }

    private static String closedForm(Forecast.ClosedForm form) {
        return ("with one replay a side and nothing else looked at, %d tasks tell this change from chance with 80 %%"
                        + " probability, %d with 95 %%; from %d on, an unchanged agent passes in 95 %%")
                .formatted(form.finds80(), form.finds95(), form.passes95());
    }

    private Unit unit(String promise) {
        return file.pact().promisesOfMetrics().stream()
                .filter(p -> p.id().equals(promise))
                .map(p -> file.pact().metricOf(p).unit())
                .findFirst()
                .orElse(Unit.SHARE);
    }

    private static String change(double size, double level, Unit unit) {
        return unit == Unit.SHARE ? points(OptionalDouble.of(size)) : percent(size / level);
    }

    private static String points(OptionalDouble drop) {
        return drop.isPresent() ? number(Math.round(1000 * drop.getAsDouble()) / 10.0) + " points" : "nothing";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String allowed(OptionalDouble usd) {
        return usd.isPresent() ? " (of " + usd(usd) + ")" : "";
    }

    private static String usd(OptionalDouble usd) {
        return Unit.USD.text(usd.orElse(0));
    }

    private static String number(double number) {
        return BigDecimal.valueOf(number)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }
}
