/// What does the whole loop look like on one machine, with nothing else at hand?
///
/// In: nothing. Out: a certified agent, a silent change, and the verdict on it, with the files that prove it.
/// Start at [dev.holdfast.service.demo.Demo]. The agent is a real HTTP server; no result is written down anywhere:
/// change [dev.holdfast.service.demo.OrderDesk] and the verdict changes.
@NullMarked
package dev.holdfast.service.demo;

import org.jspecify.annotations.NullMarked;
