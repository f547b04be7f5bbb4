package dev.holdfast.harness.target;

import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.PriceTable;
import dev.holdfast.schema.pact.Pricing;
import dev.holdfast.schema.run.Usage;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reckons what a reply cost, by the price that the pact declares, where the target counted tokens and told no cost.
///
/// @param requested the model that is asked for; the one that answered comes first
record PricedReplayer(Replayer target, Pricing price, Optional<String> requested, InstantSource clock)
        implements Replayer {
    @Override
    public Reply replay(GoldenTask task, int repeat) throws InterruptedException {
        return priced(target.replay(task, repeat));
    }

    @Override
    public Optional<Replayer> session(String key) {
        return target.session(key).map(session -> new PricedReplayer(session, price, requested, clock));
    }

    @Override
    public void close() {
        target.close();
    }

    private Reply priced(Reply reply) {
        var usage = reply.usage();
        return usage.costUsd().isPresent()
                ? reply
                : cost(reply)
                        .map(cost -> reply.with(new Usage(
                                usage.inputTokens(),
                                usage.outputTokens(),
                                OptionalDouble.of(cost),
                                usage.cachedTokens())))
                        .orElse(reply);
    }

    private Optional<Double> cost(Reply reply) {
        var usage = reply.usage();
        if (usage.inputTokens().isEmpty() || usage.outputTokens().isEmpty()) {
            return Optional.empty();
        }
        var in = usage.inputTokens().getAsLong();
        var cached = usage.cachedTokens().orElse(0);
        var out = usage.outputTokens().getAsLong();
        return switch (price) {
            case Agent.Price flat -> Optional.of(flat.of(in, cached, out));
            case PriceTable table ->
                dated(table, reply).map(dated -> dated.of(in, cached, out).doubleValue());
        };
    }

    private Optional<PriceTable.Dated> dated(PriceTable table, Reply reply) {
        var now = clock.instant();
        return reply.model()
                .flatMap(model -> table.price(model, now))
                .or(() -> requested.flatMap(model -> table.price(model, now)));
    }
}
