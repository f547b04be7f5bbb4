package dev.holdfast.reports;

import dev.holdfast.reports.page.Page;
import dev.holdfast.reports.reading.VisibleEvaluation;
import dev.holdfast.schema.evaluation.Evaluation;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/// An evaluation as one HTML file that needs nothing else: no network, no script, no second file.
///
/// What the agent wrote is in it as text only, and the page's own policy forbids a browser to run or to load
/// anything.
public final class HtmlReport {
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, HtmlReport.class.getClassLoader(), Page.class.getPackageName());

    private HtmlReport() {}

    public static String of(Evaluation evaluation) {
        var html = new StringOutput();
        TEMPLATES.render("report.jte", Page.of(VisibleEvaluation.of(evaluation)), html);
        return html.toString();
    }
}
