package dev.holdfast.service.console.look;

import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.schema.evaluation.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/// An agent with one of its pacts, and how that stands.
///
/// @param agent     absent where the pact names none; it goes by the pact's name then
/// @param pact      absent where the agent has none yet
/// @param name      of the agent
/// @param projectId of both; two projects may have pacts of one name
/// @param certified the baseline in force
/// @param month     what the runs of this calendar month (UTC) have cost
/// @param budget    what they may cost, in US dollars, where the pact says so
public record Watched(
        Optional<UUID> agent,
        Optional<UUID> pact,
        String name,
        String pactName,
        UUID projectId,
        String project,
        Optional<Judged> judged,
        Optional<Seen> seen,
        Optional<Certified> certified,
        Spent month,
        OptionalDouble budget) {
    /// The latest evaluation.
    public record Judged(UUID id, UUID run, Verdict verdict, String headline, Instant at) {}

    /// The latest run.
    public record Seen(UUID run, Instant at, List<String> models) {}

    /// What was certified last.
    ///
    /// @param models to go back to: the promised one, or those that answered
    public record Certified(UUID baseline, Instant at, List<String> models) {}

    /// Whether it is this agent that an incident is about.
    public boolean isOf(Incident incident) {
        return incident.identity() instanceof Identity.Drift(var subject, var _, var _)
                && subject.pact().equals(pactName)
                && subject.project().map(projectId.toString()::equals).orElse(true);
    }

    /// What its page is found by.
    public UUID id() {
        return agent.or(() -> pact).orElseThrow();
    }
}
