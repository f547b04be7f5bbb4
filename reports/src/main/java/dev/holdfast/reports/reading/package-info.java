/// How does an evaluation read to a person, whatever it is printed on?
///
/// In: an [dev.holdfast.schema.evaluation.Evaluation]. Out: the same one with nothing hidden in its texts, the
/// promises in the order of their weight, numbers as people write them, positions on a scale. Start at [Visible],
/// then [Reading]. No format is known here: no markup, no colour, no escaping.
@NullMarked
package dev.holdfast.reports.reading;

import org.jspecify.annotations.NullMarked;
