package dev.holdfast.alerting.incident;

import java.util.Comparator;
import java.util.Optional;

/// The agent that an incident is about.
///
/// @param project in which the pact is kept; absent where nobody keeps it. Two projects may have pacts of one name.
public record Subject(String organisation, Optional<String> project, String pact, String agent, String environment)
        implements Comparable<Subject> {
    private static final Comparator<Subject> ORDER = Comparator.comparing(Subject::organisation)
            .thenComparing(subject -> subject.project().orElse(""))
            .thenComparing(Subject::pact)
            .thenComparing(Subject::agent)
            .thenComparing(Subject::environment);

    /// Of a pact that nobody keeps.
    public Subject(String organisation, String pact, String agent, String environment) {
        this(organisation, Optional.empty(), pact, agent, environment);
    }

    /// `order-desk · prod`.
    public String words() {
        return agent + " · " + environment;
    }

    @Override
    public int compareTo(Subject other) {
        return ORDER.compare(this, other);
    }
}
