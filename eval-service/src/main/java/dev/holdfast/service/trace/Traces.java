package dev.holdfast.service.trace;

import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import io.micronaut.core.annotation.Nullable;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// Tells of due runs and their replays in spans; does nothing where no collector was named.
@Singleton
public final class Traces {
    private static final AttributeKey<String> PACT = AttributeKey.stringKey("holdfast.pact");
    private static final AttributeKey<String> TASK = AttributeKey.stringKey("holdfast.task");
    private static final AttributeKey<String> STATE = AttributeKey.stringKey("holdfast.state");
    private static final AttributeKey<String> TENANT = AttributeKey.stringKey("holdfast.tenant");
    private static final AttributeKey<String> REQUEST = AttributeKey.stringKey("holdfast.request_id");
    private static final Duration LEAVING = Duration.ofSeconds(5);

    private final Optional<SdkTracerProvider> provider;
    private final Tracer tracer;

    Traces(@Nullable TraceSettings settings) {
        this.provider = Optional.ofNullable(settings).map(Traces::provider);
        this.tracer = provider.<TracerProvider>map(made -> made)
                .orElseGet(TracerProvider::noop)
                .get("dev.holdfast");
    }

    /// A due run that came to its end.
    public record Ended(UUID organisation, UUID run, String pact, String state, Instant begun, Instant ended) {}

    /// What the evidence says of a promise.
    public record Said(String promise, String verdict, OptionalDouble value) {}

    /// From when until when.
    public record Time(Instant begun, Instant ended) {}

    /// A request that was answered.
    ///
    /// @param route  its path, with names in braces in the place of what they stand for; absent where there is none
    /// @param id     what the request is called in the log
    /// @param parent what it was told of the trace that it is part of, as W3C Trace Context has it
    public record Request(
            String method,
            Optional<String> route,
            int status,
            Optional<String> id,
            Optional<String> parent,
            Time time) {}

    /// A replay of a due run. Neither what was asked nor what was answered is told.
    public void replay(UUID run, Agent agent, Observation seen) {
        if (provider.isEmpty() || seen.at().isEmpty()) {
            return;
        }
        var target = agent.target();
        var operation = isChat(target) ? GenAi.CHAT : GenAi.INVOKE_AGENT;
        var model = model(target);
        var begun = seen.at().get();
        var span = tracer.spanBuilder(model.map(name -> operation + " " + name).orElse(operation))
                .setParent(Context.root().with(Span.wrap(RunIds.of(run))))
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(begun)
                .setAttribute(GenAi.OPERATION, operation)
                .setAttribute(GenAi.PROVIDER, target.kind())
                .setAttribute(TASK, seen.task())
                .startSpan();
        model.ifPresent(name -> span.setAttribute(GenAi.REQUEST_MODEL, name));
        seen.model().ifPresent(name -> span.setAttribute(GenAi.RESPONSE_MODEL, name));
        seen.finish().ifPresent(why -> span.setAttribute(GenAi.FINISH, List.of(why)));
        seen.usage().inputTokens().ifPresent(tokens -> span.setAttribute(GenAi.INPUT_TOKENS, tokens));
        seen.usage().outputTokens().ifPresent(tokens -> span.setAttribute(GenAi.OUTPUT_TOKENS, tokens));
        if (seen.outcome() instanceof Outcome.Failed(var kind, var _)) {
            span.setAttribute(GenAi.ERROR, kind.key());
            span.setStatus(StatusCode.ERROR);
        }
        span.end(begun.plus(seen.latency().orElse(Duration.ZERO)));
    }

    /// A due run, and what was said of each promise.
    public void run(Ended ended, List<Said> said) {
        if (provider.isEmpty()) {
            return;
        }
        var span = ScopedValue.where(RunIds.ROOT, RunIds.of(ended.run()))
                .call(() -> tracer.spanBuilder("run " + ended.pact())
                        .setNoParent()
                        .setStartTimestamp(ended.begun())
                        .setAttribute(TENANT, ended.organisation().toString())
                        .setAttribute(PACT, ended.pact())
                        .setAttribute(STATE, ended.state())
                        .startSpan());
        for (var one : said) {
            var attributes = Attributes.builder()
                    .put(GenAi.EVALUATION_NAME, one.promise())
                    .put(GenAi.LABEL, one.verdict());
            one.value().ifPresent(value -> attributes.put(GenAi.SCORE, value));
            span.addEvent(GenAi.EVALUATION, attributes.build(), ended.ended());
        }
        span.end(ended.ended());
    }

    /// A request that was answered. Neither what was sent nor what was answered is told, and no id that stands in a
    /// path.
    public void request(Request asked) {
        if (provider.isEmpty()) {
            return;
        }
        var span = tracer.spanBuilder(
                        asked.route().map(route -> asked.method() + " " + route).orElse(asked.method()))
                .setParent(parent(asked))
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(asked.time().begun())
                .setAttribute(Http.METHOD, asked.method())
                .setAttribute(Http.STATUS, (long) asked.status())
                .startSpan();
        asked.route().ifPresent(route -> span.setAttribute(Http.ROUTE, route));
        asked.id().ifPresent(id -> span.setAttribute(REQUEST, id));
        if (asked.status() >= Http.OUR_FAULT) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute(GenAi.ERROR, Integer.toString(asked.status()));
        }
        span.end(asked.time().ended());
    }

    private static Context parent(Request asked) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), asked, Http.HEADERS);
    }

    /// Sends what has not been sent.
    @PreDestroy
    void close() {
        provider.ifPresent(made -> made.shutdown().join(LEAVING.toSeconds(), TimeUnit.SECONDS));
    }

    private static SdkTracerProvider provider(TraceSettings settings) {
        var exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(settings.endpoint().toString());
        settings.headers().forEach(exporter::addHeader);
        return SdkTracerProvider.builder()
                .setIdGenerator(new RunIds())
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), settings.service())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build()).build())
                .build();
    }

    private static boolean isChat(Target target) {
        return target instanceof Target.OpenAi || target instanceof Target.Chat || target instanceof Target.Local;
    }

    private static Optional<String> model(Target target) {
        return switch (target) {
            case Target.OpenAi openAi -> Optional.of(openAi.model());
            case Target.Chat chat -> Optional.of(chat.model());
            case Target.Local local -> Optional.of(local.model());
            case Target.OpenClaw(var _, var _, var _, var model) -> model;
            case Target.Recorded _, Target.Http _, Target.Program _ -> Optional.empty();
        };
    }
}
