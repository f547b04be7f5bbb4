package dev.holdfast.baselines.stat;

import java.util.HashMap;
import java.util.Map;

/// All choices of some of a task's replays.
final class Choices {
    /// A task with more choices than this is shuffled instead.
    static final int MOST = 4096;

    private final int[] order;
    private final int chosen;
    private final int[] listed;
    private int end;

    private Choices(int replays, int chosen) {
        this.order = new int[chosen];
        this.chosen = chosen;
        this.listed = new int[chosen * count(replays, chosen, MOST)];
        choose(0, 0, replays);
    }

    /// Lists of choices, made once for all tasks of one shape.
    static final class Lists {
        private final Map<Long, int[]> byShape = new HashMap<>();

        /// Every choice of replays, numbered from 0, one after the other, beginning with that of the first replays;
        /// empty where there are too many.
        int[] of(int replays, int chosen) {
            return byShape.computeIfAbsent(
                    (long) replays << Integer.SIZE | chosen,
                    _ -> count(replays, chosen, MOST) <= MOST ? new Choices(replays, chosen).listed : new int[0]);
        }
    }

    /// The number of choices, or one more than `most` where there are more.
    static int count(int replays, int chosen, int most) {
        double count = 1;
        for (int i = 1; i <= chosen && count <= most; i++) {
            // whole after each step: a binomial coefficient
            count = count * (replays - chosen + i) / i;
        }
        return (int) Math.min(count, most + 1.0);
    }

    /// Fills places from `place` on with replays from number `from` on, in every ascending way.
    private void choose(int place, int from, int replays) {
        if (place == chosen) {
            System.arraycopy(order, 0, listed, end, chosen);
            end += chosen;
            return;
        }
        for (int replay = from; replay <= replays - (chosen - place); replay++) {
            order[place] = replay;
            choose(place + 1, replay + 1, replays);
        }
    }
}
