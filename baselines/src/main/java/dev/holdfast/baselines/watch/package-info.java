/// Has this agent changed, since when, and how sure are we, after months of runs and a fixed budget of false alarms?
///
/// In: what the certificate and each run counted, task by task. Out: a [dev.holdfast.baselines.watch.Signal] a run,
/// and a state to store. Start at [dev.holdfast.baselines.watch.Detector]. Everything random takes a seed; nothing
/// here reads a clock, a file or the network, or knows what a pact is or who is told about an alarm.
@NullMarked
package dev.holdfast.baselines.watch;

import org.jspecify.annotations.NullMarked;
