package dev.holdfast.harness.target;

import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.run.Outcome;
import java.util.stream.Stream;

/// Says what it means that asking a server has thrown something.
///
/// @param server as it may be named in a message
record Failures(String server, Secrets secrets) {
    private static final int LONGEST_MESSAGE = 500;
    private static final int LONGEST_PARTIAL = 10_000;

    Reply reply(RuntimeException thrown) {
        return Stream.<Throwable>iterate(thrown, e -> e != null, Throwable::getCause)
                .flatMap(cause -> cause instanceof Unanswered unanswered ? Stream.of(unanswered) : Stream.empty())
                .findFirst()
                .map(this::reply)
                .orElseGet(() -> Reply.failed(
                        Outcome.Kind.NO_ANSWER, message("the server's answer cannot be read: " + thrown.getMessage())));
    }

    private Reply reply(Unanswered unanswered) {
        var said = String.valueOf(unanswered.getMessage());
        var text = unanswered.kind() == Outcome.Kind.CONNECTION ? "no connection to " + server + ": " + said : said;
        return Reply.failed(unanswered.kind(), message(text), unanswered.retryAfter())
                .after(partial(unanswered.arrived()));
    }

    /// The beginning of an answer that came to no end.
    String partial(String arrived) {
        var redacted = secrets.redact(arrived);
        return redacted.substring(0, Math.min(redacted.length(), LONGEST_PARTIAL));
    }

    /// Secrets go first: half a secret is one still.
    String message(String text) {
        var redacted = secrets.redact(text);
        return redacted.length() <= LONGEST_MESSAGE ? redacted : redacted.substring(0, LONGEST_MESSAGE - 1) + "…";
    }

    /// The end of a text that is too long, where a program says why it gives up.
    String lastWords(String text) {
        var redacted = secrets.redact(text).strip();
        return redacted.length() <= LONGEST_MESSAGE / 2
                ? redacted
                : "…" + redacted.substring(redacted.length() - LONGEST_MESSAGE / 2);
    }
}
