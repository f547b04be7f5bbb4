/// How is one kind of agent asked?
///
/// In: the target of a pact. Out: a [dev.holdfast.harness.replay.Replayer] for it. Start at
/// [dev.holdfast.harness.target.Targets]. A target asks once and tells what happened; pacing, retries and the
/// journal are `replay`'s. LangChain4j and HttpClient stay in here;
/// every connection is made by [dev.holdfast.harness.target.Transport].
@NullMarked
package dev.holdfast.harness.target;

import org.jspecify.annotations.NullMarked;
