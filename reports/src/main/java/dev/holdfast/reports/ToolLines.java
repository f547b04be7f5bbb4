package dev.holdfast.reports;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.evaluation.ProbeReading;
import dev.holdfast.schema.evaluation.ToolReading;
import dev.holdfast.schema.pact.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Tools in lines of text, for formats without tables.
final class ToolLines {
    private static final int LONGEST_NAME = 80;

    private ToolLines() {}

    /// `orders.get: 40 calls in 20 replays; 2 bad calls; looks made up 3 times: round numbers`.
    static String use(ToolReading tool) {
        var says = new ArrayList<String>();
        says.add(Figures.plural(tool.calls(), "call") + " in " + Figures.plural(tool.replays(), "replay"));
        if (tool.badCalls() > 0) {
            says.add(Figures.plural(tool.badCalls(), "bad call"));
        }
        if (tool.badResults() > 0) {
            says.add(Figures.plural(tool.badResults(), "bad answer"));
        }
        tool.suspicious()
                .forEach((sign, count) ->
                        says.add("looks made up " + Figures.plural(count, "time") + ": " + sign.text()));
        if (tool.failures() > 0) {
            says.add("after failures the agent " + handled(tool));
        }
        return name(tool) + ": " + String.join("; ", says);
    }

    /// `orders.get-timeout: 12 replays; said so 8, invented 4 (33.3 %, 13.8 … 60.9 %)`.
    static List<String> faults(ProbeReading probe) {
        return probe.tools().stream()
                .map(tool ->
                        tool.tool() + tool.fault().map(fault -> "-" + fault).orElse("") + ": called in "
                                + Figures.plural(tool.replays(), "replay")
                                + (tool.failures() == 0 ? "" : "; the agent " + handled(tool)))
                .toList();
    }

    private static String name(ToolReading tool) {
        return Excerpt.brief(
                tool.tool() + tool.fault().map(fault -> "-" + fault).orElse(""), LONGEST_NAME);
    }

    private static String handled(ToolReading tool) {
        return tool.handled().entrySet().stream()
                        .map(handling -> handling.getKey().text() + " " + Figures.count(handling.getValue()))
                        .collect(Collectors.joining(", "))
                + tool.invented()
                        .filter(estimate -> estimate.value() > 0)
                        .map(ToolLines::share)
                        .orElse("");
    }

    private static String share(Estimate invented) {
        return " (" + Figures.value(Unit.SHARE, invented.value()) + ", 95 % interval "
                + Figures.value(Unit.SHARE, invented.low()) + " … " + Figures.value(Unit.SHARE, invented.high()) + ")";
    }
}
