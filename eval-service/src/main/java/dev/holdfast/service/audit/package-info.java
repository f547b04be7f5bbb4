/// What was changed, decided and done, by whom, and can nobody have rewritten it since?
///
/// In: [dev.holdfast.service.audit.Event]s, and keys. Out: signed [dev.holdfast.service.audit.Checkpoint]s and bundles
/// that prove offline what was logged. Start at [dev.holdfast.service.audit.Bundle] and
/// [dev.holdfast.service.audit.BundleVerifier]. No text of an agent or about a person comes here, only digests of it.
@NullMarked
package dev.holdfast.service.audit;

import org.jspecify.annotations.NullMarked;
