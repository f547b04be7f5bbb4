package dev.holdfast.baselines.compare;

import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.evaluation.Coverage;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Suite;
import dev.holdfast.schema.run.Observation;
import java.util.List;
import java.util.Map;

/// Which tasks the two sides have in common.
final class Ground {
    private static final int EXAMPLES = 20;

    private final Map<String, GoldenTask> suite;
    private final Baseline baseline;
    private final Observed certified;
    private final Observed candidate;

    Ground(Suite suite, Baseline baseline, Observed certified, Observed candidate) {
        this.suite = suite.byId();
        this.baseline = baseline;
        this.certified = certified;
        this.candidate = candidate;
    }

    /// Certified tasks that are still golden and still ask the same.
    List<GoldenTask> comparable() {
        return suite.values().stream()
                .filter(task -> certified.byTask().containsKey(task.id()))
                .filter(task -> !isReworded(task))
                .toList();
    }

    boolean isReworded(GoldenTask task) {
        var then = baseline.certificate().questions().get(task.id());
        return then != null && !then.equals(task.questionDigest());
    }

    /// Certified tasks that the pact has dropped since.
    List<String> dropped() {
        return certified.byTask().keySet().stream()
                .filter(id -> !suite.containsKey(id))
                .toList();
    }

    /// Golden tasks that came after the certification.
    List<String> uncertified() {
        return suite.keySet().stream()
                .filter(id -> !certified.byTask().containsKey(id))
                .toList();
    }

    Coverage coverage(List<GoldenTask> comparable) {
        var ids = comparable.stream().map(GoldenTask::id).toList();
        var missing = ids.stream().filter(id -> candidate.of(id).isEmpty()).toList();
        var foreign = candidate.byTask().keySet().stream()
                .filter(id -> !certified.byTask().containsKey(id))
                .toList();
        var all = candidate.byTask().values().stream().flatMap(List::stream).toList();
        return new Coverage(
                certified.byTask().size(),
                (int) ids.stream()
                        .filter(id -> !candidate.answered(id).isEmpty())
                        .count(),
                (int) ids.stream().filter(candidate::onlyFailed).count(),
                (int) suite.values().stream().filter(this::isReworded).count(),
                missing.stream().limit(EXAMPLES).toList(),
                missing.size(),
                foreign.stream().limit(EXAMPLES).toList(),
                foreign.size(),
                all.size(),
                all.stream().filter(Observation::failed).count());
    }
}
