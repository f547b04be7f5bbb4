package dev.holdfast.harness.openclaw;

import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.run.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// The agent of a gateway, and how it is reached.
///
/// @param url    of the gateway, with a slash at its end
/// @param model  asked for instead of the agent's pin
/// @param prompt said to the agent in addition to its own
record Gateway(
        URI url,
        String token,
        String agent,
        Optional<String> model,
        Optional<String> prompt,
        Duration timeout,
        Secrets secrets) {
    /// Longest frame or body: as long as the longest text that a recorded run may hold.
    static final int LARGEST_ANSWER = 20_000_000;

    private static final int LONGEST_MESSAGE = 500;

    /// No answer, told without secrets and at a bearable length.
    Reply failed(Outcome.Kind kind, String message) {
        var redacted = secrets.redact(message);
        return Reply.failed(
                kind,
                redacted.length() <= LONGEST_MESSAGE ? redacted : redacted.substring(0, LONGEST_MESSAGE - 1) + "…");
    }

    URI socketUrl() {
        return URI.create(url.toString().replaceFirst("^http", "ws"));
    }
}
