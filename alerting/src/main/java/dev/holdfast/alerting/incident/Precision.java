package dev.holdfast.alerting.incident;

import dev.holdfast.alerting.incident.Incident.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// Of the pages about one promise, how many were worth it.
///
/// @param pact    that promises it
/// @param noise   pages that a person marked as noise
/// @param useful  pages that ended otherwise: somebody accepted, closed or went back, or the agent recovered
public record Precision(String pact, String promise, int useful, int noise) {
    /// Below this the promise should no longer page.
    private static final double WORTH_PAGING = 0.5;

    /// Of ended pages, the least precise promise first.
    public static List<Precision> of(List<Incident> incidents) {
        Map<String, Precision> byPromise = new TreeMap<>();
        for (var incident : incidents) {
            if (incident.urgency() == Urgency.PAGE
                    && incident.identity() instanceof Identity.Drift drift
                    && !incident.isOpen()) {
                var pact = drift.subject().pact();
                byPromise.merge(
                        drift.subject().project().orElse("") + "\n" + pact + "\n" + drift.promise(),
                        one(pact, drift.promise(), incident),
                        Precision::and);
            }
        }
        return byPromise.values().stream()
                .sorted(Comparator.comparingDouble(each -> each.share().orElse(1)))
                .toList();
    }

    private static Precision one(String pact, String promise, Incident incident) {
        var noise = incident.ending()
                .filter(ending -> ending.outcome() == Outcome.NOISE)
                .isPresent();
        return new Precision(pact, promise, noise ? 0 : 1, noise ? 1 : 0);
    }

    private Precision and(Precision other) {
        return new Precision(pact, promise, useful + other.useful, noise + other.noise);
    }

    /// Share of the pages that was worth it; empty where there was none.
    public OptionalDouble share() {
        return useful + noise == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) useful / (useful + noise));
    }

    /// Whether it should be shown as a ticket from now on.
    public boolean proposesDemotion() {
        return share().orElse(1) < WORTH_PAGING;
    }
}
