package dev.holdfast.schema.run;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// All observations of one pass over a suite.
///
/// @param votes of judges that were asked about its answers
public record Run(String id, Optional<RunPlan> plan, List<Observation> observations, List<Vote> votes) {
    public Run {
        observations = List.copyOf(observations);
        votes = List.copyOf(votes);
    }

    /// A run that no judge was asked about.
    public Run(String id, Optional<RunPlan> plan, List<Observation> observations) {
        this(id, plan, observations, List.of());
    }

    /// What the run of a control is called: the agent's run of the same occasion, and this.
    public static final String OF_CONTROL = "/control";

    /// Whether it is the control's and not the agent's.
    public boolean isOfControl() {
        return id.endsWith(OF_CONTROL);
    }

    /// By task, each in the order of its repeats.
    public Map<String, List<Observation>> byTask() {
        return observations.stream()
                .sorted(Comparator.comparingInt(Observation::repeat))
                .collect(Collectors.groupingBy(Observation::task, LinkedHashMap::new, Collectors.toList()));
    }

    /// When the first observation was made, as far as it is known.
    public Optional<Instant> startedAt() {
        return plan.map(RunPlan::at)
                .or(() -> observations.stream().flatMap(o -> o.at().stream()).min(Comparator.naturalOrder()));
    }

    /// Every model that answered.
    public SortedSet<String> models() {
        return observations.stream().flatMap(o -> o.model().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /// Every server configuration that answered.
    public SortedSet<String> fingerprints() {
        return observations.stream()
                .flatMap(o -> o.fingerprint().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public long failures() {
        return observations.stream().filter(Observation::failed).count();
    }

    /// How many observations the plan still waits for; 0 where no plan is known.
    public int outstanding() {
        return plan.map(p -> Math.max(0, p.planned() - observations.size())).orElse(0);
    }

    /// Whether the other is this very run, and so no evidence of its own.
    public boolean isSameAs(Run other) {
        return Objects.equals(observations, other.observations);
    }
}
