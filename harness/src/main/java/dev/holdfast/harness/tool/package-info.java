/// What does a tool answer that Holdfast plays, and what is wrong with a call and its answer?
///
/// In: the tools of a pact and the task that is asked. Out: answers for the agent, and every call as it was
/// ([dev.holdfast.schema.run.ToolCall]). Start at [dev.holdfast.harness.tool.ToolBox]. One replay has one
/// [dev.holdfast.harness.tool.ToolSession]; how the agent calls (in a chat, over HTTP, by MCP) makes no difference to
/// it. What a call is worth is decided in `score`.
@NullMarked
package dev.holdfast.harness.tool;

import org.jspecify.annotations.NullMarked;
