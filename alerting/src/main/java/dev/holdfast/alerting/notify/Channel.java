package dev.holdfast.alerting.notify;

import java.time.Instant;
import java.util.List;

/// One way to reach people or machines.
public interface Channel {
    /// Within its limits, whatever the message says. Some channels take one payload an incident, some one a message.
    List<Payload> render(Message message);

    /// One attempt.
    Delivery deliver(Payload payload, Instant now);

    Retries retries();
}
