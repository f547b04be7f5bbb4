package dev.holdfast.service.console.look;

import java.time.Instant;
import java.util.UUID;

/// Something about an agent that was another at a run than at the run of the same pact before it.
///
/// @param part   `model`, `prompt`, `tools`, `parameters` or `target`
/// @param before as it was, in few words; what changed need not show in them
public record Altered(UUID run, Instant at, String pact, String part, String before, String after) {}
