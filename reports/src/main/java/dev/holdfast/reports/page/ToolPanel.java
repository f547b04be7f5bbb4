package dev.holdfast.reports.page;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.schema.evaluation.ToolReading;
import dev.holdfast.schema.pact.Handling;
import dev.holdfast.schema.pact.Unit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// One tool as it was used, or as it failed: a row of a table.
///
/// @param name       of the tool, with the fault that it had
/// @param suspicious what looks made up in its answers
public record ToolPanel(
        String name,
        String replays,
        String calls,
        String badCalls,
        String badResults,
        String suspicious,
        String reported,
        String anotherWay,
        String wentOn,
        String invented) {
    private static final String NONE = "–";

    static List<ToolPanel> of(List<ToolReading> tools) {
        return tools.stream().map(ToolPanel::of).toList();
    }

    private static ToolPanel of(ToolReading tool) {
        return new ToolPanel(
                Excerpt.brief(
                        tool.tool() + tool.fault().map(fault -> ", " + fault).orElse(""), 80),
                Figures.count(tool.replays()),
                Figures.count(tool.calls()),
                Figures.count(tool.badCalls()),
                Figures.count(tool.badResults()),
                tool.suspicious().isEmpty()
                        ? NONE
                        : tool.suspicious().entrySet().stream()
                                .map(sign -> sign.getKey().text() + " " + Figures.count(sign.getValue()))
                                .collect(Collectors.joining(", ")),
                handled(tool, Handling.REPORTED),
                handled(tool, Handling.ANOTHER_WAY),
                handled(tool, Handling.WENT_ON),
                invented(tool));
    }

    private static String handled(ToolReading tool, Handling handling) {
        return tool.failures() == 0
                ? NONE
                : Figures.count(Objects.requireNonNullElse(tool.handled().get(handling), 0));
    }

    private static String invented(ToolReading tool) {
        return handled(tool, Handling.INVENTED)
                + tool.invented()
                        .filter(estimate -> estimate.value() > 0)
                        .map(estimate -> " (" + Figures.value(Unit.SHARE, estimate.value()) + ", "
                                + Figures.value(Unit.SHARE, estimate.low()) + " … "
                                + Figures.value(Unit.SHARE, estimate.high()) + ")")
                        .orElse("");
    }
}
