/// What does an agent promise, and with which golden tasks is the promise tried?
///
/// In: a pact's YAML with the files it names. Out: a [dev.holdfast.schema.pact.PactFile], or every problem at once,
/// with its line and column. Start at [dev.holdfast.schema.pact.PactReader]; the language itself is
/// `pact.schema.json`. Nothing is computed, replayed or resolved here: `${env:NAME}` stays as it is written.
@NullMarked
package dev.holdfast.schema.pact;

import org.jspecify.annotations.NullMarked;
