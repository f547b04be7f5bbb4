/// How is an agent asked that lives in an OpenClaw gateway?
///
/// In: the `openclaw` target of a pact. Out: a [dev.holdfast.harness.replay.Replayer] whose replies hold what the
/// gateway knows about a turn: the model that truly answered, tool calls, usage, cost and the digests of prompt and
/// tools. Start at [dev.holdfast.harness.openclaw.OpenClawReplayer]. Nothing here changes the gateway's
/// configuration.
@NullMarked
package dev.holdfast.harness.openclaw;

import org.jspecify.annotations.NullMarked;
