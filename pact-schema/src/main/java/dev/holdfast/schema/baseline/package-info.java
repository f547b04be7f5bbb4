/// What was certified, by whom, and what does it not know?
///
/// In: nothing. Out: the records of a certificate and the runs it was made of. Start at
/// [dev.holdfast.schema.baseline.Baseline]. Signing and trust are decided in `baselines.certify`, not here.
@NullMarked
package dev.holdfast.schema.baseline;

import org.jspecify.annotations.NullMarked;
