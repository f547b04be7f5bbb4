package dev.holdfast.harness.replay;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
    private final Iterator<Chain> chains;

    /// @param underLoad whether so many at once are the very point, so that nothing is held back or tried again
    /// @param chains    made as they are handed out, for a run may have very many
    Phase(int atOnce, boolean underLoad, Stream<Chain> chains) {
        this.atOnce = atOnce;
        this.underLoad = underLoad;
        this.chains = chains.iterator();
    }

    int atOnce() {
        return atOnce;
    }

    boolean underLoad() {
        return underLoad;
    }

    synchronized Optional<Chain> next() {
        return chains.hasNext() ? Optional.of(chains.next()) : Optional.empty();
    }
}
