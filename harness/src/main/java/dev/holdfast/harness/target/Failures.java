package dev.holdfast.harness.target;

import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Outcome;
import dev.langchain4j.exception.UnresolvedModelServerException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Says what it means that a chat model has thrown something.
///
/// @param server as it may be named in a message
record Failures(String server, Duration timeout, Secrets secrets) {
    private static final int LONGEST_MESSAGE = 500;

    Reply reply(RuntimeException thrown) {
        return Stream.<Throwable>iterate(thrown, e -> e != null, Throwable::getCause)
                .flatMap(cause -> known(cause).stream())
                .findFirst()
                .orElseGet(() -> Reply.failed(
                        Outcome.Kind.NO_ANSWER, message("the server's answer cannot be read: " + thrown.getMessage())));
    }

    private Optional<Reply> known(Throwable cause) {
        return switch (cause) {
            case HttpRefusal refusal -> Optional.of(refused(refusal));
            case TimeoutException _ -> Optional.of(Reply.tooLate(timeout));
            case UnresolvedModelServerException _ ->
                Optional.of(Reply.failed(
                        Outcome.Kind.CONNECTION, message("no connection to " + server + ": its name is not known")));
            case UncheckedIOException io -> Optional.of(lost(io));
            default -> Optional.empty();
        };
    }

    private Reply refused(HttpRefusal refusal) {
        return Reply.failed(
                kind(refusal.statusCode()),
                message(refusal.statusCode() + ": " + said(String.valueOf(refusal.getMessage()))),
                refusal.retryAfter());
    }

    private static Outcome.Kind kind(int status) {
        return switch (status) {
            case 408 -> Outcome.Kind.TIMEOUT;
            case 429 -> Outcome.Kind.RATE_LIMITED;
            default -> status >= 500 ? Outcome.Kind.SERVER_ERROR : Outcome.Kind.REJECTED;
        };
    }

    /// What stands in the error object that most servers send, or all that was sent.
    private static String said(String body) {
        try {
            var message = Json.tree("response", body).at("/error/message");
            return message.isTextual() ? message.textValue() : body;
        } catch (InvalidDocumentException e) {
            return body;
        }
    }

    private Reply lost(UncheckedIOException thrown) {
        var io = Objects.requireNonNullElse(thrown.getCause(), thrown);
        var said = String.valueOf(io.getMessage());
        if (said.startsWith("body exceeds capacity")) {
            return Reply.failed(
                    Outcome.Kind.NO_ANSWER, "the answer is longer than " + LimitedHttpClient.LARGEST_BODY + " bytes");
        }
        return switch (io) {
            case java.net.http.HttpConnectTimeoutException _ ->
                Reply.failed(Outcome.Kind.CONNECTION, message("no connection to " + server + " in time"));
            case java.net.ConnectException _ ->
                Reply.failed(Outcome.Kind.CONNECTION, message("no connection to " + server + why(io)));
            default ->
                Reply.failed(Outcome.Kind.CONNECTION, message("the connection to " + server + " broke" + why(io)));
        };
    }

    private static String why(Throwable io) {
        return Stream.iterate(io, e -> e != null, Throwable::getCause)
                .flatMap(e -> Stream.ofNullable(e.getMessage()))
                .findFirst()
                .map(reason -> ": " + reason)
                .orElse("");
    }

    /// Secrets go first: half a secret is one still.
    String message(String text) {
        var redacted = secrets.redact(text);
        return redacted.length() <= LONGEST_MESSAGE ? redacted : redacted.substring(0, LONGEST_MESSAGE - 1) + "…";
    }
}
