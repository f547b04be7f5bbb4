package dev.holdfast.service.figures;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// Counts what happens. Prometheus reads `holdfast.runs` as `holdfast_runs_total`.
@Singleton
public final class Figures {
    private static final String TENANT = "tenant";
    private static final String PACT = "pact";
    private static final String SECONDS = "seconds";

    private final MeterRegistry registry;
    private final Map<Key, AtomicReference<Double>> gauges = new ConcurrentHashMap<>();

    Figures(MeterRegistry registry) {
        this.registry = registry;
    }

    private record Key(String name, Tags tags) {}

    /// A pact of an organisation.
    public record Watched(UUID organisation, String pact) {
        private Tags tags() {
            return Tags.of(TENANT, organisation.toString(), PACT, pact);
        }
    }

    /// A due run came to its end.
    ///
    /// @param execution `completed`, `failed` or `missed`
    /// @param verdict   `none` where nothing could be said
    public void run(Watched watched, String execution, String verdict) {
        registry.counter("holdfast.runs", watched.tags().and("execution", execution, "verdict", verdict))
                .increment();
    }

    /// How long a run took that was completed.
    public void took(Duration length) {
        registry.timer("holdfast.run.duration").record(length);
    }

    /// A replay was made.
    ///
    /// @param outcome `answered`, `escalated`, or why it failed
    public void replay(String outcome) {
        registry.counter("holdfast.trials", "outcome", outcome).increment();
    }

    /// What a promise's measure was in the newest run.
    public void promise(Watched watched, String promise, String agent, double value) {
        gauge("holdfast.clause.estimate", "ratio", watched.tags().and("clause", promise, "target", agent), value);
    }

    /// When the pact's newest completed run ended.
    public void completed(Watched watched, Instant at) {
        gauge("holdfast.last.completed.run.timestamp", SECONDS, watched.tags(), (double) at.getEpochSecond());
    }

    /// When a log was signed last.
    public void signed(UUID organisation, Instant at) {
        gauge("holdfast.audit.last.checkpoint.timestamp", SECONDS, Tags.of(TENANT, organisation.toString()), (double)
                at.getEpochSecond());
    }

    /// A gate was answered.
    public void gate(String decision, String reason) {
        registry.counter("holdfast.gate.decisions", "decision", decision, "reason_code", reason)
                .increment();
    }

    /// An action came to a state.
    public void action(String kind, String state) {
        registry.counter("holdfast.actions", "kind", kind, "state", state).increment();
    }

    /// A message was handed over, or was not.
    ///
    /// @param channel as it is named in the alerting file
    /// @param result  what became of it: `waiting` where it will be tried again
    public void notification(String channel, String result) {
        registry.counter("holdfast.notifications", "channel", channel, "result", result)
                .increment();
    }

    /// Whether actions wait for people because too much fails at once.
    public void breaker(UUID organisation, boolean open) {
        gauge("holdfast.breaker.state", "", Tags.of(TENANT, organisation.toString()), open ? 1 : 0);
    }

    private void gauge(String name, String unit, Tags tags, double value) {
        gauges.computeIfAbsent(new Key(name, tags), key -> {
                    var holder = new AtomicReference<>(value);
                    var gauge =
                            Gauge.builder(name, holder, AtomicReference::get).tags(tags);
                    (unit.isEmpty() ? gauge : gauge.baseUnit(unit)).register(registry);
                    return holder;
                })
                .set(value);
    }
}
