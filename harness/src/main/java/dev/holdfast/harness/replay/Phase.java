package dev.holdfast.harness.replay;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// A part of a run that is over before the next begins; its chains are handed out one at a time.
final class Phase {
    /// Replays that one worker makes one after the other.
    ///
    /// @param session that all of them belong to, if they do
    record Chain(Optional<String> session, List<Ask> asks) {
        static Chain alone(Ask ask) {
            return new Chain(Optional.empty(), List.of(ask));
        }
    }

    private final int atOnce;
    private final boolean underLoad;
    private final Queue<Chain> chains;
    private final int size;

    /// @param underLoad whether so many at once are the very point, so that nothing is held back or tried again
    Phase(int atOnce, boolean underLoad, List<Chain> chains) {
        this.atOnce = atOnce;
        this.underLoad = underLoad;
        this.chains = new ArrayDeque<>(chains);
        this.size = chains.size();
    }

    int atOnce() {
        return atOnce;
    }

    boolean underLoad() {
        return underLoad;
    }

    /// How many workers it can keep busy.
    int workers() {
        return Math.min(atOnce, size);
    }

    synchronized Optional<Chain> next() {
        return Optional.ofNullable(chains.poll());
    }
}
