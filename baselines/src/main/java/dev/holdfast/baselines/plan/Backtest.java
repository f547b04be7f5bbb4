package dev.holdfast.baselines.plan;

import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.Evaluator;
import dev.holdfast.baselines.compare.ScoreStream;
import dev.holdfast.baselines.stat.EBenjaminiHochberg;
import dev.holdfast.baselines.watch.AlarmBudget;
import dev.holdfast.baselines.watch.ChangeDate;
import dev.holdfast.baselines.watch.Signal;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Run;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Goes through recorded history run by run, as gate and watch would have.
public final class Backtest {
    private final PactFile file;
    private final Baseline baseline;
    private final Confidence confidence;
    private final String holdfast;
    private final List<String> notes = new ArrayList<>();

    public Backtest(PactFile file, Baseline baseline, Confidence confidence, String holdfast) {
        this.file = file;
        this.baseline = baseline;
        this.confidence = confidence;
        this.holdfast = holdfast;
    }

    /// The history of the given runs; those that were certified are left out, being what the others are compared
    /// with.
    public History over(List<Run> recorded) {
        var runs = inOrder(recorded);
        var streams = streams();
        var entries = new ArrayList<History.Entry>();
        var alarms = new ArrayList<History.Alarm>();
        Set<WatchedStream> ringing = new HashSet<>();
        for (var run : runs) {
            for (var stream : streams) {
                if (!(stream.next(run) instanceof Signal.Alarm(var _, var _, var when))) {
                    ringing.remove(stream);
                } else if (ringing.add(stream)) {
                    alarms.add(alarm(stream.stream(), runs, run, when));
                }
            }
            entries.add(entry(run, streams, !ringing.isEmpty()));
        }
        return new History(entries, alarms, streams.size(), budget(), discoveries(streams, runs.size()), notes);
    }

    /// Alarms share a budget, which is dear where many streams are watched; this is the other way to look at many.
    private List<History.Discovery> discoveries(List<WatchedStream> streams, int seen) {
        if (streams.isEmpty() || seen == 0) {
            return List.of();
        }
        var horizon = Math.max(seen, horizon());
        var rates = EBenjaminiHochberg.adjust(
                streams.stream().mapToDouble(stream -> stream.eValue(horizon)).toArray());
        return IntStream.range(0, rates.length)
                .filter(i -> rates[i] <= confidence.alpha())
                .mapToObj(i -> new History.Discovery(
                        streams.get(i).stream().promise().id(),
                        streams.get(i).stream().slice(),
                        rates[i]))
                .sorted(Comparator.comparingDouble(History.Discovery::rate))
                .toList();
    }

    /// The runs of the period that the budget is declared for.
    private int horizon() {
        return Pace.of(file.pact().watch())
                .runs(file.pact().watch().falseAlarms().per());
    }

    private List<Run> inOrder(List<Run> recorded) {
        var certified = baseline.runs().stream().map(Run::id).toList();
        var left =
                recorded.stream().filter(run -> !certified.contains(run.id())).toList();
        if (left.size() < recorded.size()) {
            notes.add((recorded.size() - left.size())
                    + " of the runs were certified and are what the others are compared with");
        }
        if (left.stream().anyMatch(run -> run.startedAt().isEmpty())) {
            notes.add("not every run says when it was made; they are taken in the order of the file");
            return left;
        }
        return left.stream()
                .sorted(Comparator.comparing((Run run) -> run.startedAt().orElse(Instant.MIN)))
                .toList();
    }

    private List<WatchedStream> streams() {
        var streams = ScoreStream.of(file, baseline).stream()
                .filter(stream -> !stream.tallies(baseline.runs()).measuredNothing())
                .toList();
        if (streams.isEmpty()) {
            notes.add("no promise about a change of a mean is watched, so there can be no alarm");
            return List.of();
        }
        var budget = file.pact().watch().falseAlarms();
        var pace = Pace.of(file.pact().watch());
        if (pace.assumed()) {
            notes.add("the pact names no interval (`watch: {every: …}`), so the budget is spread over daily runs");
        }
        var runs = horizon();
        var share = new AlarmBudget(Math.min(budget.alarms(), runs), runs).sharedBy(streams.size());
        var sure = new AlarmBudget(confidence.alpha(), runs).sharedBy(streams.size());
        return streams.stream()
                .map(stream -> new WatchedStream(stream, baseline.runs(), share, sure, confidence.seed()))
                .toList();
    }

    private String budget() {
        var budget = file.pact().watch().falseAlarms();
        var alarms = budget.alarms() == 1
                ? "1 false alarm"
                : BigDecimal.valueOf(budget.alarms()).stripTrailingZeros().toPlainString() + " false alarms";
        return alarms + " in " + budget.per().toDays() + " days";
    }

    private History.Entry entry(Run run, List<WatchedStream> streams, boolean alarm) {
        var evaluation = new Evaluator(file, baseline, run, confidence)
                .evaluate("backtest-" + run.id(), run.startedAt().orElse(Instant.EPOCH), holdfast);
        var heat = streams.stream().mapToDouble(WatchedStream::heat).max().orElse(0);
        return new History.Entry(run.id(), run.startedAt(), evaluation.verdict(), alarm, heat, evaluation.headline());
    }

    private static History.Alarm alarm(ScoreStream stream, List<Run> runs, Run now, ChangeDate when) {
        return new History.Alarm(
                now.id(),
                now.startedAt(),
                stream.promise().id(),
                stream.slice(),
                runs.get(when.earliest() - 1).id(),
                runs.get(when.likeliest() - 1).id(),
                runs.get(when.latest() - 1).id());
    }
}
