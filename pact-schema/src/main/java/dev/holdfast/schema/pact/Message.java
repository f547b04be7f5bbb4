package dev.holdfast.schema.pact;

/// One turn of a conversation.
public record Message(Role role, String content) {
    /// Who speaks.
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }
}
