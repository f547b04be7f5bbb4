package dev.holdfast.schema.pact;

/// What a breach of an `always` or `never` promise leads to.
public enum Otherwise {
    /// It is told, and that is all: the promise is only observed.
    LOG,
    /// The gate stays closed, and whoever owns the agent is told in working hours.
    BLOCK,
    /// The gate stays closed, and the person on call is woken.
    ESCALATE
}
