package dev.holdfast.schema.pact;

import java.util.Optional;

/// Another agent that is asked the same tasks through the same harness. Where it moves as the agent does, the agent
/// is not to blame.
public record Control(Target target, Optional<Agent.Prompt> prompt) {}
