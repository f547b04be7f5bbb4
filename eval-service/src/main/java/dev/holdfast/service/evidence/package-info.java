/// What does somebody get who has to show that agents were watched and changes were decided upon?
///
/// In: a period. Out: one archive of tables, signed baselines and the audit log with its proofs, and a manifest that is
/// signed like a baseline. Start at [EvidenceExport], and at [EvidenceVerifier] for whoever receives it. What is in a
/// table is read from the database as it stands; nothing is judged here.
@NullMarked
package dev.holdfast.service.evidence;

import org.jspecify.annotations.NullMarked;
