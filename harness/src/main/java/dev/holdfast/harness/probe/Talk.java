package dev.holdfast.harness.probe;

import dev.holdfast.schema.pact.Message;
import java.util.ArrayList;
import java.util.List;

/// Talk that has nothing to do with any task: pieces of a text, each said by the user and noted by the agent.
///
/// The same text and start give the same talk, and a longer talk begins like a shorter one, so that servers that
/// remember prefixes read it once. A text that is too short is begun again.
record Talk(String text, int start) {
    private static final int CHARACTERS_A_TURN = 2_000;
    private static final Message NOTED = new Message(Message.Role.ASSISTANT, "Noted.");
    private static final int TOKENS_BESIDE_THE_TEXT = 2 * Tokens.PER_MESSAGE + Tokens.of(NOTED.content());

    /// The talk that begins at a place chosen by the seed.
    static Talk seeded(String text, int seed) {
        return new Talk(text, Math.floorMod(seed, text.length()));
    }

    /// So much of it, by [Tokens]; nothing where not even one turn fits.
    List<Message> of(int tokens) {
        var turns = new ArrayList<Message>();
        var from = start;
        for (var left = tokens - TOKENS_BESIDE_THE_TEXT; left > 0; left -= TOKENS_BESIDE_THE_TEXT) {
            var length = Math.min(CHARACTERS_A_TURN, left * Tokens.CHARACTERS);
            turns.add(new Message(Message.Role.USER, cut(from, length)));
            turns.add(NOTED);
            from = (from + length) % text.length();
            left -= Math.ceilDiv(length, Tokens.CHARACTERS);
        }
        return turns;
    }

    private String cut(int from, int length) {
        var cut = new StringBuilder(length);
        for (var at = from; cut.length() < length; at = 0) {
            cut.append(text, at, Math.min(text.length(), at + length - cut.length()));
        }
        return cut.toString();
    }
}
