package dev.holdfast.alerting.notify;

import java.time.Instant;
import java.util.Optional;

/// A payload on its way to one channel: a line of the outbox.
///
/// @param id       of group, message, channel and place in it: the same message cannot be posted twice
/// @param attempts made so far
/// @param dueAt    absent when there is nothing left to do
/// @param trouble  what went wrong last
public record Parcel(
        String id,
        String channel,
        Payload payload,
        int attempts,
        State state,
        Optional<Instant> dueAt,
        Optional<String> trouble) {
    public enum State {
        WAITING,
        DELIVERED,
        /// The receiver will not take it.
        REFUSED,
        /// Tried for as long as the channel is worth it.
        GIVEN_UP,
        /// The receiver says that it is gone; the channel is to be switched off.
        GONE
    }

    public static Parcel posted(String channel, Payload payload, Instant at) {
        return new Parcel(
                payload.id() + "/" + channel, channel, payload, 0, State.WAITING, Optional.of(at), Optional.empty());
    }

    /// After one more attempt.
    public Parcel after(Delivery delivery, Retries retries, Instant now) {
        return switch (delivery) {
            case Delivery.Delivered _ -> ended(State.DELIVERED, Optional.empty());
            case Delivery.Refused(var reason) -> ended(State.REFUSED, Optional.of(reason));
            case Delivery.Gone _ -> ended(State.GONE, Optional.of("the receiver is gone"));
            case Delivery.Failed(var reason, var wanted) ->
                retries.pause(payload.id(), attempts + 1, wanted)
                        .map(pause -> new Parcel(
                                id,
                                channel,
                                payload,
                                attempts + 1,
                                State.WAITING,
                                Optional.of(now.plus(pause)),
                                Optional.of(reason)))
                        .orElseGet(() -> ended(State.GIVEN_UP, Optional.of(reason)));
        };
    }

    private Parcel ended(State how, Optional<String> why) {
        return new Parcel(id, channel, payload, attempts + 1, how, Optional.empty(), why);
    }
}
