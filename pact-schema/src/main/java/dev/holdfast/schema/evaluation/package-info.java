/// What does the evidence say?
///
/// In: nothing. Out: the records of one evaluation: the evidence for every promise, the finding, the verdict. Start
/// at [dev.holdfast.schema.evaluation.Evaluation]. Reports, the API and the database all carry these very records.
@NullMarked
package dev.holdfast.schema.evaluation;

import org.jspecify.annotations.NullMarked;
