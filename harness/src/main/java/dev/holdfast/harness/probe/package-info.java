/// How is a golden task put under the stress that a probe wants?
///
/// In: a target's [dev.holdfast.harness.replay.Replayer] and the pact's probes. Out: a replayer that asks stressed
/// tasks as their probe says. Start at [dev.holdfast.harness.probe.StressedReplayer]. In which order and how many at
/// once is `replay`'s business; what an answer under stress is worth is decided in `score`, what it means in
/// `baselines`.
@NullMarked
package dev.holdfast.harness.probe;

import org.jspecify.annotations.NullMarked;
