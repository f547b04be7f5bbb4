package dev.holdfast.schema.pact;

/// What a breach of an `always` or `never` promise leads to.
public enum Otherwise {
    LOG,
    BLOCK,
    ESCALATE
}
