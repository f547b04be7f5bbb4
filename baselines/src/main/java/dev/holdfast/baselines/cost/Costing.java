package dev.holdfast.baselines.cost;

import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.PriceTable;
import dev.holdfast.schema.pact.Pricing;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunPlan;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;

/// What a replay cost: as it was recorded, else its tokens at the price of its model on its day.
///
/// @param price of tokens; without one, only recorded costs are known
public record Costing(Optional<Pricing> price) {
    /// US dollars; empty where nobody knows.
    public Optional<BigDecimal> of(Run run, Observation observation) {
        var recorded = observation.usage().costUsd();
        return recorded.isPresent()
                ? Optional.of(BigDecimal.valueOf(recorded.getAsDouble()))
                : reckoned(run, observation);
    }

    private Optional<BigDecimal> reckoned(Run run, Observation observation) {
        var usage = observation.usage();
        if (usage.inputTokens().isEmpty() || usage.outputTokens().isEmpty()) {
            return Optional.empty();
        }
        var in = usage.inputTokens().getAsLong();
        var cached = usage.cachedTokens().orElse(0);
        var out = usage.outputTokens().getAsLong();
        return price.flatMap(pricing -> switch (pricing) {
            case Agent.Price flat -> Optional.of(BigDecimal.valueOf(flat.of(in, cached, out)));
            case PriceTable table -> dated(table, run, observation).map(dated -> dated.of(in, cached, out));
        });
    }

    /// By the model that answered, else by the one that was asked for.
    private Optional<PriceTable.Dated> dated(PriceTable table, Run run, Observation observation) {
        var at = observation.at().or(run::startedAt);
        return at.isEmpty()
                ? Optional.empty()
                : Stream.of(observation.model(), run.plan().flatMap(RunPlan::requested))
                        .flatMap(Optional::stream)
                        .flatMap(model -> table.price(model, at.get()).stream())
                        .findFirst();
    }
}
