package dev.holdfast.service.respond;

import dev.holdfast.alerting.notify.Channel;
import dev.holdfast.alerting.notify.Delivery;
import dev.holdfast.alerting.notify.Letter;
import dev.holdfast.alerting.notify.Message;
import dev.holdfast.alerting.notify.Payload;
import dev.holdfast.alerting.notify.Retries;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A channel that keeps what it gets, and refuses every so many the first time.
final class Letterbox implements Channel {
    private final List<Payload> got = new CopyOnWriteArrayList<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private final int failsEvery;
    private final Function<Message, String> words;

    /// @param failsEvery 0 for never
    Letterbox(int failsEvery) {
        this(
                failsEvery,
                message -> message.items().stream()
                        .map(item -> item.state() + " " + item.title())
                        .collect(Collectors.joining("\n")));
    }

    /// @param words that it keeps of a message
    Letterbox(int failsEvery, Function<Message, String> words) {
        this.failsEvery = failsEvery;
        this.words = words;
    }

    @Override
    public List<Payload> render(Message message) {
        return List.of(new Payload(message.id(), words.apply(message)));
    }

    @Override
    public Optional<Payload> render(Letter letter) {
        return Optional.of(new Payload(letter.id(), letter.subject() + "\n" + String.join("\n", letter.lines())));
    }

    @Override
    public Delivery deliver(Payload payload, Instant now) {
        if (failsEvery > 0 && attempts.incrementAndGet() % failsEvery == 0) {
            return new Delivery.Failed("HTTP 503", Optional.empty());
        }
        got.add(payload);
        return new Delivery.Delivered();
    }

    @Override
    public Retries retries() {
        return new Retries(List.of(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    List<Payload> got() {
        return got;
    }
}
