/// How much does a replay cost, beside what others need for the same?
///
/// Processes are run in turn against one server on this machine and measured from outside. Start at
/// [dev.holdfast.service.bench.SpeedOfReplays]; `docs/speed.md` holds what it printed.
@NullMarked
package dev.holdfast.service.bench;

import org.jspecify.annotations.NullMarked;
