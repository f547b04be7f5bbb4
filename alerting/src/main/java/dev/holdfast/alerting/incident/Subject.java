package dev.holdfast.alerting.incident;

/// The agent that an incident is about.
public record Subject(String organisation, String pact, String agent, String environment)
        implements Comparable<Subject> {
    /// `order-desk · prod`.
    public String words() {
        return agent + " · " + environment;
    }

    @Override
    public int compareTo(Subject other) {
        return java.util.Comparator.comparing(Subject::organisation)
                .thenComparing(Subject::pact)
                .thenComparing(Subject::agent)
                .thenComparing(Subject::environment)
                .compare(this, other);
    }
}
