package dev.holdfast.service.cli;

import dev.holdfast.baselines.plan.Forecast;
import dev.holdfast.baselines.plan.Forecast.Lever;
import dev.holdfast.reports.reading.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Whether the suite keeps the pact's `detect`, in two lines: what somebody asks a plan first.
record DetectText(Forecast forecast) {
    /// Nothing where the pact does not declare `detect`, or nothing could be planned.
    List<String> lines() {
        var lines = new ArrayList<String>();
        forecast.detect()
                .filter(_ -> cases(forecast.promises()).findAny().isPresent())
                .ifPresent(detect -> {
                    var broken =
                            forecast.promises().stream().filter(this::misses).toList();
                    lines.add("detect, a drop of %s within %d run%s: %s"
                            .formatted(
                                    Visible.line(detect.drop()),
                                    detect.within(),
                                    detect.within() == 1 ? "" : "s",
                                    kept(broken)));
                    if (!broken.isEmpty()) {
                        lines.add("  " + remedy(broken));
                    }
                });
        return lines;
    }

    private String kept(List<Forecast.Outlook> broken) {
        return broken.isEmpty()
                ? "kept" + (forecast.assumed() ? ", if the agent is as assumed below" : "")
                : "NOT kept by "
                        + String.join(
                                ", ", broken.stream().map(DetectText::found).toList());
    }

    private static String found(Forecast.Outlook outlook) {
        var least = cases(List.of(outlook))
                .mapToDouble(one -> one.delay().within().orElse(0))
                .min()
                .orElse(0);
        return String.format(Locale.ROOT, "%s (%.0f %% found)", Visible.line(outlook.promise()), 100 * least);
    }

    /// One change of the design that is enough for every promise, the cheapest to make first: a person edits one
    /// number.
    private static String remedy(List<Forecast.Outlook> broken) {
        var repeats = enough(broken, Lever.REPEATS);
        if (repeats.isPresent()) {
            return "`watch.repeats: %d` keeps it everywhere".formatted(repeats.getAsInt());
        }
        return enough(broken, Lever.TASKS).isPresent()
                ? "more golden tasks keep it everywhere; how many is said below"
                : "nothing tried keeps it everywhere: declare a larger drop, or more runs";
    }

    /// Absent as soon as there is one case that this lever does not mend.
    private static OptionalInt enough(List<Forecast.Outlook> broken, Lever lever) {
        var most = 0;
        for (var one : cases(broken).filter(DetectText::misses).toList()) {
            var to = one.advice().stream()
                    .filter(advice -> advice.lever() == lever)
                    .mapToInt(Forecast.Advice::to)
                    .max();
            if (to.isEmpty()) {
                return OptionalInt.empty();
            }
            most = Math.max(most, to.getAsInt());
        }
        return OptionalInt.of(most);
    }

    private boolean misses(Forecast.Outlook outlook) {
        return cases(List.of(outlook)).anyMatch(DetectText::misses);
    }

    private static boolean misses(Forecast.Case one) {
        return !one.delay().kept().orElse(true);
    }

    private static Stream<Forecast.Case> cases(List<Forecast.Outlook> outlooks) {
        return outlooks.stream().flatMap(outlook -> outlook.cases().stream());
    }
}
