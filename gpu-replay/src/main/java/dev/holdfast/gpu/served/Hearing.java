package dev.holdfast.gpu.served;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.Message;
import java.util.List;

/// How a model behind a server is made to say what it is given; used by many threads at once.
///
/// Every method asks the server, and throws [UnheardException] where it does not tell.
public sealed interface Hearing permits VllmHearing, LlamaCppHearing, EchoHearing {
    /// The tokens of a conversation, up to where the model begins to speak.
    long[] prompt(List<Message> conversation) throws InterruptedException;

    /// The tokens of an answer.
    long[] tokens(String answer) throws InterruptedException;

    /// What the model thinks of each token of an answer that comes after a prompt.
    List<ServedThought> thoughts(long[] prompt, long[] answer) throws InterruptedException;

    /// Of how it cuts texts into tokens.
    Digest tokenizer() throws InterruptedException;
}
