package dev.holdfast.baselines.watch;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Which of many streams have drifted, with a bounded share of false ones among them, whatever their dependence.
///
/// Wang and Ramdas, False discovery rate control with e-values, JRSS B 84 (2022): of m e-values take the k largest, k
/// as
/// large as possible with the k-th at least `m / (level k)`.
public final class EBenjaminiHochberg {

    private EBenjaminiHochberg() {}

    /// The e-value of a stream after any number of runs up to `horizon`: a detector grows by at most one a run on
    /// average.
    /// Exact for streams planned with [Assurance#GUARANTEED]; the other anchor's budget is spent on its own alarms.
    public static double eValue(DetectorState state, int horizon) {
        return state.certificate().evidence() / horizon;
    }

    /// The positions of the drifted streams, in ascending order.
    public static List<Integer> select(List<Double> eValues, double level) {
        List<Integer> descending = IntStream.range(0, eValues.size())
                .boxed()
                .sorted(Comparator.comparing(eValues::get).reversed())
                .toList();
        int selected = 0;
        for (int k = 1; k <= descending.size(); k++) {
            if (eValues.get(descending.get(k - 1)) >= eValues.size() / (level * k)) {
                selected = k;
            }
        }
        return descending.subList(0, selected).stream().sorted().toList();
    }
}
