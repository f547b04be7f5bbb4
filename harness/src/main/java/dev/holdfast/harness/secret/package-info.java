/// What do the references of a pact stand for, and how is it kept out of everything that is written down?
///
/// In: a [dev.holdfast.schema.pact.Reference]. Out: its value for the one who has to send it, redacted text for
/// everyone else. Start at [dev.holdfast.harness.secret.Secrets].
@NullMarked
package dev.holdfast.harness.secret;

import org.jspecify.annotations.NullMarked;
