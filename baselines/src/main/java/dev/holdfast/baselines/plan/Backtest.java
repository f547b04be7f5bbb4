package dev.holdfast.baselines.plan;

import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.Evaluator;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Run;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
        var vigil = Vigil.begin(file, baseline, confidence);
        noteWhatIsWatched(vigil);
        var entries = new ArrayList<History.Entry>();
        var alarms = new ArrayList<History.Alarm>();
        for (var run : runs) {
            var heard = vigil.next(run);
            alarms.addAll(heard.alarms());
            entries.add(entry(run, heard));
        }
        return new History(entries, alarms, vigil.streams(), budget(), vigil.discoveries(), notes);
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

    private void noteWhatIsWatched(Vigil vigil) {
        if (vigil.streams() == 0) {
            notes.add("no promise about a change of a mean is watched, so there can be no alarm");
        } else if (Pace.of(file.pact().watch()).assumed()) {
            notes.add("the pact names no interval (`watch: {every: …}`), so the budget is spread over daily runs");
        }
    }

    private String budget() {
        var budget = file.pact().watch().falseAlarms();
        var alarms = budget.alarms() == 1
                ? "1 false alarm"
                : BigDecimal.valueOf(budget.alarms()).stripTrailingZeros().toPlainString() + " false alarms";
        return alarms + " in " + budget.per().toDays() + " days";
    }

    private History.Entry entry(Run run, Vigil.Heard heard) {
        var evaluation = new Evaluator(file, baseline, run, confidence)
                .evaluate("backtest-" + run.id(), run.startedAt().orElse(Instant.EPOCH), holdfast);
        return new History.Entry(
                run.id(), run.startedAt(), evaluation.verdict(), heard.inAlarm(), heard.heat(), evaluation.headline());
    }
}
