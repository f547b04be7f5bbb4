/// What does one machine need to run the core by itself: keys, run files, a target?
///
/// In: a pact and where its files lie. Out: runs, baselines, evaluations - through the same calls that the service
/// makes. Start at [dev.holdfast.service.local.Workbench]. Nothing here prints or chooses an exit code.
@NullMarked
package dev.holdfast.service.local;

import org.jspecify.annotations.NullMarked;
