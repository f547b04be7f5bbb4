package dev.holdfast.harness.replay;

import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import java.util.Optional;

/// When is a target given up, so that a dead server costs seconds and not hours?
///
/// After [#FEW] replays (or twice as many as are in flight, where that is more) that failed, retries included, one
/// after the other as they end: at the start of a run whatever the failure, for a target that has never answered is
/// not there, or not as it was declared; later only when it is not reached, broken, too slow or refuses by its rate
/// limit. A target that has answered before and now rejects single tasks, or answers them with nothing, is alive:
/// it is never given up for that.
final class Patience {
    private static final int FEW = 20;

    private final int most;
    private boolean hasAnswered;
    private int inARow;
    private Optional<Outcome.Failed> gaveUp = Optional.empty();

    Patience(int atOnce) {
        most = Math.max(FEW, 2 * atOnce);
    }

    /// Hears of a replay that has ended.
    synchronized void saw(Observation observation) {
        if (observation.outcome() instanceof Outcome.Failed failed) {
            inARow = !hasAnswered || isOutage(failed.kind()) ? inARow + 1 : 0;
            if (inARow >= most && gaveUp.isEmpty()) {
                gaveUp = Optional.of(new Outcome.Failed(failed.kind(), reason(failed)));
            }
        } else {
            hasAnswered = true;
            inARow = 0;
        }
    }

    /// Hears that the target did not come back while it was probed.
    synchronized void end(Outcome.Failed last) {
        if (gaveUp.isEmpty()) {
            var reason = "not asked: the agent went away and did not come back; the last probe: " + last.message();
            gaveUp = Optional.of(new Outcome.Failed(last.kind(), reason));
        }
    }

    /// What is recorded of every replay that is not made any more.
    synchronized Optional<Outcome.Failed> gaveUp() {
        return gaveUp;
    }

    private String reason(Outcome.Failed last) {
        return "not asked: the last " + inARow + " replays had no answer" + (hasAnswered ? "" : ", nor had any before")
                + "; the last of them: " + last.message();
    }

    private static boolean isOutage(Outcome.Kind kind) {
        return switch (kind) {
            case TIMEOUT, RATE_LIMITED, SERVER_ERROR, CONNECTION -> true;
            case REJECTED, NO_ANSWER, OTHER -> false;
        };
    }
}
