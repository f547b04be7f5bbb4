package dev.holdfast.harness.replay;

import java.time.Duration;

/// Whether the target seems to be there. Not safe for threads; [Pacing] guards it.
///
/// Closed while it answers. After [#FEW] attempts in a row (or as many as are in flight, where that is more) that met
/// an outage it opens: nothing is asked but one probe at a time, after pauses that double. An answer closes it; when
/// [#PROBES] probes in a row have failed there is no hope. A target that has never answered opens no breaker: it is
/// not there, and [Patience] gives it up.
final class Breaker {
    private static final int FEW = 10;

    /// The pauses before them add up to a minute.
    private static final int PROBES = 7;

    private final int most;
    private final Backoff pauses;
    private boolean hasAnswered;
    private int inARow;
    private boolean isOpen;
    private boolean isProbing;
    private int failedProbes;
    private long until;

    Breaker(int atOnce, Backoff pauses) {
        this.most = Math.max(FEW, atOnce);
        this.pauses = pauses;
    }

    boolean isOpen() {
        return isOpen;
    }

    boolean isHopeless() {
        return failedProbes >= PROBES;
    }

    /// Nanoseconds until a probe may be sent; nothing to wait for but its end when there is one on its way.
    long untilProbe() {
        return isProbing ? Long.MAX_VALUE : Math.max(0, until - System.nanoTime());
    }

    void probe() {
        isProbing = true;
    }

    /// A probe has come to its end without telling anything.
    void dropProbe() {
        isProbing = false;
    }

    void answered() {
        hasAnswered = true;
        inARow = 0;
        failedProbes = 0;
        isOpen = false;
        isProbing = false;
    }

    void outage(boolean ofProbe) {
        inARow++;
        if (ofProbe) {
            isProbing = false;
            failedProbes++;
            pause();
        } else if (!isOpen && hasAnswered && inARow >= most) {
            isOpen = true;
            pause();
        }
    }

    private void pause() {
        var doubled = pauses.first().multipliedBy(1L << failedProbes);
        var length = doubled.compareTo(pauses.longest()) < 0 ? doubled : pauses.longest();
        until = System.nanoTime() + length.plus(Duration.ofNanos(1)).toNanos();
    }
}
