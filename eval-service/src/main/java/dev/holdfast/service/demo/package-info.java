/// What does the whole loop look like on one machine, with nothing else at hand?
///
/// In: nothing. Out: a certified agent, a silent change, and the verdict on it, with the files that prove it.
/// Start at [dev.holdfast.service.demo.Demo]. The agent is a real language model behind a real HTTP server; no result
/// is
/// written down anywhere: let [dev.holdfast.service.demo.DeskModel] make another variant and the verdict changes.
@NullMarked
package dev.holdfast.service.demo;

import org.jspecify.annotations.NullMarked;
