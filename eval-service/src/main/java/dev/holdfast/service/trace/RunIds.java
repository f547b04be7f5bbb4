package dev.holdfast.service.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.UUID;

/// Every due run is one trace, whichever nodes work at it: trace and root span are named after the run.
final class RunIds implements IdGenerator {
    /// Bound while the root span of a run is begun.
    static final ScopedValue<SpanContext> ROOT = ScopedValue.newInstance();

    private final IdGenerator others = IdGenerator.random();

    static SpanContext of(UUID run) {
        var name = run.toString().replace("-", "");
        return SpanContext.createFromRemoteParent(
                name, name.substring(16), TraceFlags.getSampled(), TraceState.getDefault());
    }

    @Override
    public String generateSpanId() {
        return ROOT.isBound() ? ROOT.get().getSpanId() : others.generateSpanId();
    }

    @Override
    public String generateTraceId() {
        return ROOT.isBound() ? ROOT.get().getTraceId() : others.generateTraceId();
    }
}
