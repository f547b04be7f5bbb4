package dev.holdfast.baselines.plan;

import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.ScoreStream;
import dev.holdfast.baselines.stat.EBenjaminiHochberg;
import dev.holdfast.baselines.watch.AlarmBudget;
import dev.holdfast.baselines.watch.ChangeDate;
import dev.holdfast.baselines.watch.Signal;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// The watch over all promises and slices of a pact, kept up from run to run against one baseline.
///
/// What it remembers can be stored between two runs and resumed to the same bits.
public final class Vigil {
    private final List<WatchedStream> streams;
    private final Budgets budgets;
    private final List<String> runs;
    private final SortedMap<String, Ringing> ringing;

    private Vigil(List<WatchedStream> streams, Budgets budgets, State state) {
        this.streams = streams;
        this.budgets = budgets;
        this.runs = new ArrayList<>(state.runs());
        this.ringing = new TreeMap<>(state.ringing());
    }

    /// All that is remembered between two runs.
    ///
    /// @param runs    seen since the certificate, in their order
    /// @param streams by their names
    /// @param ringing the streams in alarm, by their names
    public record State(
            List<String> runs, SortedMap<String, WatchedStream.Memory> streams, SortedMap<String, Ringing> ringing) {
        static final State NOTHING = new State(List.of(), new TreeMap<>(), new TreeMap<>());

        public State {
            runs = List.copyOf(runs);
            streams = Collections.unmodifiableSortedMap(new TreeMap<>(streams));
            ringing = Collections.unmodifiableSortedMap(new TreeMap<>(ringing));
        }
    }

    /// A stream in alarm, as it stands after the newest run.
    ///
    /// @param heat the evidence as a multiple of what makes an alarm
    public record Ringing(History.Alarm alarm, double heat) {}

    /// What one more run says.
    ///
    /// @param alarms  of the streams that were not in alarm before
    /// @param inAlarm whether any stream is
    /// @param heat    the strongest stream's evidence, as a share of what makes an alarm
    public record Heard(List<History.Alarm> alarms, boolean inAlarm, double heat) {
        public Heard {
            alarms = List.copyOf(alarms);
        }
    }

    /// A watch that has seen no run since the certificate.
    public static Vigil begin(PactFile file, Baseline baseline, Confidence confidence) {
        return resume(file, baseline, confidence, State.NOTHING);
    }

    /// A watch that goes on where it stood. A promise that came later is watched from here on.
    public static Vigil resume(PactFile file, Baseline baseline, Confidence confidence, State state) {
        var watched = ScoreStream.of(file, baseline).stream()
                .filter(stream -> !stream.tallies(baseline.runs()).measuredNothing())
                .toList();
        var pace = new Budgets(file, confidence);
        var streams = watched.stream()
                .map(stream -> Optional.ofNullable(state.streams().get(WatchedStream.name(stream)))
                        .map(memory -> WatchedStream.resume(stream, baseline.runs(), memory))
                        .orElseGet(() -> pace.begin(stream, baseline, watched.size())))
                .toList();
        return new Vigil(streams, pace, state);
    }

    /// What all streams share.
    private record Budgets(PactFile file, Confidence confidence) {
        WatchedStream begin(ScoreStream stream, Baseline baseline, int streams) {
            var budget = file.pact().watch().falseAlarms();
            var share = new AlarmBudget(Math.min(budget.alarms(), horizon()), horizon()).sharedBy(streams);
            var sure = new AlarmBudget(confidence.alpha(), horizon()).sharedBy(streams);
            return WatchedStream.begin(stream, baseline.runs(), share, sure, confidence.seed());
        }

        /// The runs of the period that the budget is declared for.
        int horizon() {
            var watch = file.pact().watch();
            return Pace.of(watch).runs(watch.falseAlarms().per());
        }
    }

    /// How many promises and slices share the budget.
    public int streams() {
        return streams.size();
    }

    /// Whether the run has been seen: nothing is counted twice.
    public boolean hasSeen(Run run) {
        return runs.contains(run.id());
    }

    /// The streams in alarm.
    public List<Ringing> ringing() {
        return List.copyOf(ringing.values());
    }

    /// Learns one more run.
    public Heard next(Run run) {
        if (hasSeen(run)) {
            throw new IllegalArgumentException("run " + run.id() + " has been seen already");
        }
        runs.add(run.id());
        var alarms = new ArrayList<History.Alarm>();
        for (var stream : streams) {
            if (!(stream.next(run) instanceof Signal.Alarm(var _, var heat, var when))) {
                ringing.remove(stream.name());
                continue;
            }
            var alarm = alarm(stream.stream(), run, when);
            if (ringing.put(stream.name(), new Ringing(alarm, heat)) == null) {
                alarms.add(alarm);
            }
        }
        var heat = streams.stream().mapToDouble(WatchedStream::heat).max().orElse(0);
        return new Heard(alarms, !ringing.isEmpty(), heat);
    }

    /// Changes by the other way to look at many streams: alarms share a budget, which is dear where there are many.
    public List<History.Discovery> discoveries() {
        if (streams.isEmpty() || runs.isEmpty()) {
            return List.of();
        }
        var horizon = Math.max(runs.size(), budgets.horizon());
        var rates = EBenjaminiHochberg.adjust(
                streams.stream().mapToDouble(stream -> stream.eValue(horizon)).toArray());
        return IntStream.range(0, rates.length)
                .filter(i -> rates[i] <= budgets.confidence().alpha())
                .mapToObj(i -> new History.Discovery(
                        streams.get(i).stream().promise().id(),
                        streams.get(i).stream().slice(),
                        rates[i]))
                .sorted(Comparator.comparingDouble(History.Discovery::rate))
                .toList();
    }

    /// What is to be remembered.
    public State state() {
        var states = new TreeMap<String, WatchedStream.Memory>();
        streams.forEach(stream -> states.put(stream.name(), stream.memory()));
        return new State(runs, states, ringing);
    }

    private History.Alarm alarm(ScoreStream stream, Run now, ChangeDate when) {
        return new History.Alarm(
                now.id(),
                now.startedAt(),
                stream.promise().id(),
                stream.slice(),
                runs.get(when.earliest() - 1),
                runs.get(when.likeliest() - 1),
                runs.get(when.latest() - 1));
    }
}
