package dev.holdfast.alerting.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One way to reach people or machines.
public interface Channel {
    /// Within its limits, whatever the message says. Some channels take one payload an incident, some one a message.
    List<Payload> render(Message message);

    /// A letter in the form of this channel; empty where it carries none.
    default Optional<Payload> render(Letter letter) {
        return Optional.empty();
    }

    /// One attempt.
    Delivery deliver(Payload payload, Instant now);

    Retries retries();
}
