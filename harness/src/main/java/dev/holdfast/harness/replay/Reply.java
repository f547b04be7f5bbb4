package dev.holdfast.harness.replay;

import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Usage;
import java.time.Duration;
import java.util.Optional;

/// What came back from asking a target once.
///
/// @param model       that answered, as the server names it
/// @param fingerprint of the server's configuration
/// @param finish      why the answer ended
/// @param retryAfter  how long the server asked to be left alone
public record Reply(
        Outcome outcome,
        Optional<String> model,
        Optional<String> fingerprint,
        Optional<String> finish,
        Optional<Duration> latency,
        Usage usage,
        Optional<Duration> retryAfter) {}
