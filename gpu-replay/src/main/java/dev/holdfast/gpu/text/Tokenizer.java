package dev.holdfast.gpu.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// A model's own way from text to tokens and back; used by many threads at once.
public final class Tokenizer implements AutoCloseable {
    private final HuggingFaceTokenizer tokenizer;
    private final ChatTemplate template;
    private final int vocabulary;

    private Tokenizer(HuggingFaceTokenizer tokenizer, ChatTemplate template, int vocabulary) {
        this.tokenizer = tokenizer;
        this.template = template;
        this.vocabulary = vocabulary;
    }

    /// Loads the folder's tokenizer.
    ///
    /// @throws InvalidDocumentException when it cannot be read, or has tokens that the model does not know
    public static Tokenizer open(ModelFolder folder) throws IOException {
        Natives.offline();
        var template = ChatTemplate.of(folder.path());
        var file = folder.path().resolve(ModelFolder.TOKENIZER);
        var largest = largest(folder.path());
        if (largest >= folder.shape().vocabulary()) {
            throw invalid(
                    file,
                    "has a token number %d, and config.json a vocabulary of %d: it belongs to another model"
                            .formatted(largest, folder.shape().vocabulary()));
        }
        try {
            var tokenizer = HuggingFaceTokenizer.builder()
                    .optTokenizerPath(file)
                    .optAddSpecialTokens(false)
                    .optTruncation(false)
                    .optPadding(false)
                    .build();
            return new Tokenizer(tokenizer, template, folder.shape().vocabulary());
        } catch (RuntimeException e) {
            // the native library throws whatever its parser throws
            throw invalid(file, "is no tokenizer that can be loaded: " + e.getMessage());
        }
    }

    private static long largest(Path folder) throws IOException {
        var json = ModelFolder.json(folder, ModelFolder.TOKENIZER);
        var added = json.path("added_tokens");
        var ofAdded = IntStream.range(0, added.size())
                .mapToLong(i -> added.get(i).path("id").asLong());
        var ofModel = json.path("model").path("vocab").properties().stream()
                .mapToLong(entry -> entry.getValue().asLong());
        return LongStream.concat(ofAdded, ofModel).max().orElse(0);
    }

    /// The tokens of a conversation, up to where the model begins to speak.
    ///
    /// @throws IllegalArgumentException when the model's template cannot put it into words
    public long[] prompt(List<Message> messages) {
        return encode(template.text(messages));
    }

    /// The tokens of a text; special tokens in it count as such.
    public long[] encode(String text) {
        return tokenizer.encode(text).getIds();
    }

    /// What the tokens say, without special ones.
    public String decode(long[] tokens) {
        return tokens.length == 0 ? "" : tokenizer.decode(tokens, true);
    }

    /// What each token says by itself; a part of a character reads as the replacement character.
    public String[] pieces() {
        var each = LongStream.range(0, vocabulary)
                .mapToObj(token -> new long[] {token})
                .toArray(long[][]::new);
        return tokenizer.batchDecode(each, true);
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    private static InvalidDocumentException invalid(Path place, String message) {
        return new InvalidDocumentException(Problem.of(place.toString(), message));
    }
}
