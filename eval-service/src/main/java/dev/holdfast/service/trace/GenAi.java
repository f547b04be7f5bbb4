package dev.holdfast.service.trace;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/// The names of OpenTelemetry's conventions for generative AI, as they stood in version 1.37; they are still called
/// "in development", so they stand here and nowhere else.
final class GenAi {
    static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
    static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
    static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
    static final AttributeKey<String> RESPONSE_MODEL = AttributeKey.stringKey("gen_ai.response.model");
    static final AttributeKey<List<String>> FINISH = AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
    static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
    static final AttributeKey<Long> OUTPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.output_tokens");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    static final String EVALUATION = "gen_ai.evaluation.result";
    static final AttributeKey<String> EVALUATION_NAME = AttributeKey.stringKey("gen_ai.evaluation.name");
    static final AttributeKey<Double> SCORE = AttributeKey.doubleKey("gen_ai.evaluation.score.value");
    static final AttributeKey<String> LABEL = AttributeKey.stringKey("gen_ai.evaluation.score.label");

    static final String CHAT = "chat";
    static final String INVOKE_AGENT = "invoke_agent";

    private GenAi() {}
}
