package dev.holdfast.gpu.embed;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.huggingface.translator.TextEmbeddingTranslatorFactory;
import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import dev.holdfast.gpu.text.Natives;
import dev.holdfast.harness.score.Embedder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A sentence encoder: mean of the last layer over the tokens, of length 1. It stays loaded while the process lives.
final class SentenceEncoder implements Embedder {
    private static final String LONGEST = "256";

    private final Predictor<String, float[]> predictor;

    private SentenceEncoder(Predictor<String, float[]> predictor) {
        this.predictor = predictor;
    }

    static SentenceEncoder open(Path folder) throws IOException {
        Natives.offline();
        try {
            return new SentenceEncoder(model(folder).newPredictor());
        } catch (ModelNotFoundException | MalformedModelException | RuntimeException e) {
            throw new IOException(folder + " is no sentence encoder that can be loaded: " + e.getMessage(), e);
        }
    }

    private static ZooModel<String, float[]> model(Path folder)
            throws IOException, ModelNotFoundException, MalformedModelException {
        return Criteria.builder()
                .setTypes(String.class, float[].class)
                .optEngine("OnnxRuntime")
                .optDevice(Device.cpu())
                .optModelPath(folder)
                .optModelName("model")
                .optTranslatorFactory(new TextEmbeddingTranslatorFactory())
                .optArgument("includeTokenTypes", "true")
                .optArgument("pooling", "mean")
                .optArgument("normalize", "true")
                .optArgument("maxLength", LONGEST)
                .optOption("intraOpNumThreads", "1")
                .build()
                .loadModel();
    }

    @Override
    public float[] embed(String text) {
        return embed(List.of(text)).getFirst();
    }

    @Override
    public synchronized List<float[]> embed(List<String> texts) {
        try {
            return predictor.batchPredict(texts);
        } catch (TranslateException e) {
            throw new IllegalStateException("the encoder broke: " + e.getMessage(), e);
        }
    }
}
