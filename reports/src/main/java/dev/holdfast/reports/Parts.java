package dev.holdfast.reports;

import dev.holdfast.reports.page.Page;
import dev.holdfast.reports.reading.VisibleEvaluation;
import dev.holdfast.schema.evaluation.Evaluation;
import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;

/// Parts of the HTML report, for pages that have more on them than one evaluation. They want the report's style sheet.
public final class Parts {
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Parts.class.getClassLoader(), Page.class.getPackageName());

    private Parts() {}

    /// What stands for a verdict beside its word: `pass`, `fail`, `inconclusive` or `error`.
    public static Content shape(String verdict) {
        return part("shape", verdict);
    }

    /// Everything below the verdict.
    public static Content body(Evaluation evaluation) {
        return part("body", Page.of(VisibleEvaluation.of(evaluation)));
    }

    /// Each promise slice by slice.
    public static Content slices(Evaluation evaluation) {
        return part("slices", Page.of(VisibleEvaluation.of(evaluation)));
    }

    /// How the candidate bears each probe, uses its tools and varies when it is asked again.
    public static Content probes(Evaluation evaluation) {
        return part("probes", Page.of(VisibleEvaluation.of(evaluation)));
    }

    private static Content part(String template, Object parameter) {
        return output -> TEMPLATES.render(template + ".jte", parameter, output);
    }
}
