package dev.holdfast.baselines.watch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is remembered about one [Anchor]: all counts `known` so far, those of the present epoch once more as
/// `latest` (where the anchor forgets), the evidence `sums`, the evidence against each task where [DeadTasks] are
/// looked
/// for, and the last surprises for dating. The size does not
/// grow with the runs.
public record AnchorState(
        Tallies known,
        Tallies latest,
        int latestRuns,
        List<Double> sums,
        SortedMap<String, Double> dead,
        List<Surprise> surprises) {

    /// A change can be dated this many runs back.
    private static final int REMEMBERED_SURPRISES = 100;

    /// The part of the evidence that looks for single dead tasks; the rest, which sums over all tasks, pays ln 1.11.
    private static final double LOOKING_AT_EACH = 0.1;

    public AnchorState {
        sums = List.copyOf(sums);
        dead = Collections.unmodifiableSortedMap(new TreeMap<>(dead));
        surprises = List.copyOf(surprises);
    }

    static AnchorState startingFrom(Tallies known) {
        return new AnchorState(known, Tallies.NONE, 0, ShiftSums.none(), new TreeMap<>(), List.of());
    }

    /// The evidence for a change at any time up to now.
    public double evidence() {
        double all = ShiftSums.total(sums);
        return dead.isEmpty() ? all : (1 - LOOKING_AT_EACH) * all + LOOKING_AT_EACH * DeadTasks.mean(dead);
    }

    AnchorState after(Surprise surprise, double[] moderated, double ceiling) {
        List<Surprise> last = new ArrayList<>(surprises);
        last.add(surprise);
        List<Surprise> kept = last.subList(Math.max(0, last.size() - REMEMBERED_SURPRISES), last.size());
        return new AnchorState(known, latest, latestRuns, ShiftSums.after(sums, moderated, ceiling), dead, kept);
    }

    /// Looks at each task of a run as well; one dead task alone may bring the evidence to the ceiling.
    AnchorState lookingAtEach(Tallies run, double ceiling) {
        double highest = ceiling * known.byTask().size() / LOOKING_AT_EACH;
        SortedMap<String, Double> next = DeadTasks.after(dead, known, run, highest);
        return new AnchorState(known, latest, latestRuns, sums, next, surprises);
    }

    AnchorState learning(Tallies run) {
        return new AnchorState(known.plus(run), latest, latestRuns, sums, dead, surprises);
    }

    /// Learns too, but after every `epoch` runs only these stay known, and what was known before is forgotten.
    AnchorState learning(Tallies run, int epoch) {
        Tallies longer = latest.plus(run);
        if (latestRuns + 1 >= epoch) {
            return startingFrom(longer);
        }
        return new AnchorState(known.plus(run), longer, latestRuns + 1, sums, dead, surprises);
    }
}
