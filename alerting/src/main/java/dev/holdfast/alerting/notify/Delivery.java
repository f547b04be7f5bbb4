package dev.holdfast.alerting.notify;

import dev.holdfast.alerting.wire.Reply;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How one attempt ended.
public sealed interface Delivery {
    record Delivered() implements Delivery {}

    /// Later, perhaps.
    ///
    /// @param pause that the receiver asks for
    record Failed(String reason, Optional<Duration> pause) implements Delivery {}

    /// Never: the same bytes will not be taken.
    record Refused(String reason) implements Delivery {}

    /// The receiver says that it is gone. Nothing more should be sent to it.
    record Gone() implements Delivery {}

    /// How most receivers mean it: 2xx is done; 408, 429 and 5xx are worth another try; anything else is not, and a
    /// redirect is not followed.
    static Delivery of(Reply reply) {
        return switch (reply) {
            case Reply.Unanswered(var reason) -> new Failed(reason, Optional.empty());
            case Reply.Answered answer when answer.succeeded() -> new Delivered();
            case Reply.Answered answer
            when isWorthAnotherTry(answer.status()) -> new Failed("HTTP " + answer.status(), answer.retryAfter());
            case Reply.Answered answer -> new Refused("HTTP " + answer.status());
        };
    }

    private static boolean isWorthAnotherTry(int status) {
        return Set.of(408, 425, 429).contains(status) || status >= 500;
    }
}
