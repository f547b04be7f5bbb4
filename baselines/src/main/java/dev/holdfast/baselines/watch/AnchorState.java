package dev.holdfast.baselines.watch;

import java.util.ArrayList;
import java.util.List;

/// What is remembered about one [Anchor]: all counts `known` so far, those of the present epoch once more as
/// `latest` (where the anchor forgets), the evidence sums, and the last surprises for dating. The size does not
/// grow with the runs.
public record AnchorState(Tallies known, Tallies latest, int latestRuns, List<Double> sums, List<Surprise> surprises) {

    /// A change can be dated this many runs back.
    private static final int REMEMBERED_SURPRISES = 100;

    public AnchorState {
        sums = List.copyOf(sums);
        surprises = List.copyOf(surprises);
    }

    static AnchorState startingFrom(Tallies known) {
        return new AnchorState(known, Tallies.NONE, 0, ShiftSums.none(), List.of());
    }

    /// The evidence for a change at any time up to now.
    public double evidence() {
        return ShiftSums.total(sums);
    }

    AnchorState after(Surprise surprise, double moderated, double ceiling) {
        List<Surprise> last = new ArrayList<>(surprises);
        last.add(surprise);
        List<Surprise> kept = last.subList(Math.max(0, last.size() - REMEMBERED_SURPRISES), last.size());
        return new AnchorState(known, latest, latestRuns, ShiftSums.after(sums, moderated, ceiling), kept);
    }

    AnchorState learning(Tallies run) {
        return new AnchorState(known.plus(run), latest, latestRuns, sums, surprises);
    }

    /// Learns too, but after every `epoch` runs only these stay known, and what was known before is forgotten.
    AnchorState learning(Tallies run, int epoch) {
        Tallies longer = latest.plus(run);
        if (latestRuns + 1 >= epoch) {
            return startingFrom(longer);
        }
        return new AnchorState(known.plus(run), longer, latestRuns + 1, sums, surprises);
    }
}
