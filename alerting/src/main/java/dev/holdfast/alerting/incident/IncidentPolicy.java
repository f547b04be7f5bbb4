package dev.holdfast.alerting.incident;

import java.util.ArrayList;
import java.util.List;

/// What a run means for the incidents of an organisation.
///
/// The same occasion and the same open incidents always give the same changes. A caller that hands over one occasion
/// twice must not: it keeps track by the evaluation's id.
public final class IncidentPolicy {
    private IncidentPolicy() {}

    /// Whatever changes, platform incidents first.
    ///
    /// @param open the open platform incidents of the organisation and the open drift incidents of the agent
    public static List<Change> after(Occasion occasion, List<Incident> open) {
        var changes = new ArrayList<Change>();
        changes.addAll(PlatformPolicy.after(occasion, open));
        changes.addAll(DriftPolicy.after(occasion, open));
        return List.copyOf(changes);
    }

    /// Whether the trouble of something that measures keeps this incident from being told.
    ///
    /// @param open all incidents of the organisation that are open
    public static boolean isInhibited(Incident incident, List<Incident> open) {
        return incident.identity() instanceof Identity.Drift(var subject, var _, var _)
                && open.stream()
                        .filter(other ->
                                other.identity() instanceof Identity.Platform(var _, var part, var _) && part.spoils())
                        .anyMatch(other -> other.isOpen() && other.affected().contains(subject));
    }
}
