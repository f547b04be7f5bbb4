package dev.holdfast.harness.probe;

import dev.holdfast.schema.pact.Message;
import java.util.List;

/// How many tokens a text is, without the model's own tokenizer.
///
/// An estimate: English prose has about 4 characters a token, other languages and code fewer. How full the window
/// really was is told by the server's own count in the recorded runs.
final class Tokens {
    static final int CHARACTERS = 4;

    /// Role and separators of one message in the common chat formats.
    static final int PER_MESSAGE = 4;

    private Tokens() {}

    static int of(String text) {
        return Math.ceilDiv(text.length(), CHARACTERS);
    }

    static int of(List<Message> messages) {
        return messages.stream()
                .mapToInt(message -> of(message.content()) + PER_MESSAGE)
                .sum();
    }
}
