/// How is an evaluation shown to people and to their tools?
///
/// In: an [dev.holdfast.schema.evaluation.Evaluation], and nothing else. Out: one text a format, the same for the
/// same evaluation. Start at [HtmlReport], or at [ReportFolder] for the files. Every format makes the evaluation's
/// texts visible first and escapes them for itself. Nothing is computed, judged or looked up here.
@NullMarked
package dev.holdfast.reports;

import org.jspecify.annotations.NullMarked;
