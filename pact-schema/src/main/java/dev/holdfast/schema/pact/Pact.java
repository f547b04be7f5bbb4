package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an agent promises, version 1 of the language.
///
/// @param golden  the files of golden tasks, as written
/// @param tools   by name, in the pact's order
/// @param digest  of what the pact says, whatever its layout and comments
public record Pact(
        String name,
        Optional<String> about,
        Optional<String> owner,
        Optional<String> runbook,
        Agent agent,
        List<String> golden,
        Map<String, Tool> tools,
        Map<String, Metric> metrics,
        List<Probe> probes,
        List<Promise> promises,
        Watch watch,
        Response onDrift,
        Digest digest,
        Optional<Control> control) {

    public Pact {
        golden = List.copyOf(golden);
        tools = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(tools));
        metrics = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(metrics));
        probes = List.copyOf(probes);
        promises = List.copyOf(promises);
    }

    /// The promises that are about a metric, in the pact's order.
    public List<Promise.OfMetric> promisesOfMetrics() {
        return promises.stream()
                .filter(Promise.OfMetric.class::isInstance)
                .map(Promise.OfMetric.class::cast)
                .toList();
    }

    /// The same pact with another agent behind it. Its digest stays: it is still this pact that is tried.
    public Pact with(Agent other) {
        return new Pact(
                name, about, owner, runbook, other, golden, tools, metrics, probes, promises, watch, onDrift, digest,
                control);
    }

    /// The metric a promise is about; reading has made sure that it exists.
    public Metric metricOf(Promise.OfMetric promise) {
        return java.util.Objects.requireNonNull(metrics.get(promise.about().metric()));
    }
}
