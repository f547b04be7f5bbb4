/// What did the agent do when it was asked?
///
/// In: JSON Lines of recorded runs. Out: [dev.holdfast.schema.run.Run]s of [dev.holdfast.schema.run.Observation]s,
/// or every bad line at once. Start at [dev.holdfast.schema.run.Observation]; the file format is
/// [dev.holdfast.schema.run.RunFile]'s. Observations hold what was seen, never what it was worth: scores are made
/// from them anew each time.
@NullMarked
package dev.holdfast.schema.run;

import org.jspecify.annotations.NullMarked;
