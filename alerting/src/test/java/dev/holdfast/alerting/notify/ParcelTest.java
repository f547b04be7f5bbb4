package dev.holdfast.alerting.notify;

import static dev.holdfast.alerting.Examples.MORNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ParcelTest {
    private static final Delivery FAILED = new Delivery.Failed("HTTP 503", Optional.empty());

    @Test
    void triesForThreeDaysAndThenGivesUpWithTheSameBytes() {
        var first = Parcel.posted("hook", new Payload("msg_1", "{}"), MORNING);
        var now = MORNING;
        var parcel = first;

        while (parcel.state() == Parcel.State.WAITING) {
            now = parcel.dueAt().orElseThrow();
            parcel = parcel.after(FAILED, Retries.PATIENT, now);
            assertThat(parcel.payload()).isEqualTo(first.payload());
        }

        assertThat(parcel.attempts()).isEqualTo(10);
        assertThat(parcel.state()).isEqualTo(Parcel.State.GIVEN_UP);
        assertThat(Duration.between(MORNING, now)).isBetween(Duration.ofHours(75), Duration.ofHours(84));
    }

    @Test
    void waitsAsLongAsTheReceiverAsks() {
        var asked = new Delivery.Failed("HTTP 429", Optional.of(Duration.ofMinutes(10)));

        var parcel = Parcel.posted("hook", new Payload("msg_1", "{}"), MORNING).after(asked, Retries.URGENT, MORNING);

        assertThat(parcel.dueAt().orElseThrow()).isBetween(MORNING.plusSeconds(600), MORNING.plusSeconds(661));
    }

    @Test
    void doesNotTryAgainWhatWasRefusedOrDelivered() {
        var parcel = Parcel.posted("hook", new Payload("msg_1", "{}"), MORNING);

        assertThat(parcel.after(new Delivery.Refused("HTTP 400"), Retries.URGENT, MORNING)
                        .dueAt())
                .isEmpty();
        assertThat(parcel.after(new Delivery.Delivered(), Retries.URGENT, MORNING)
                        .dueAt())
                .isEmpty();
        assertThat(parcel.after(new Delivery.Gone(), Retries.URGENT, MORNING).state())
                .isEqualTo(Parcel.State.GONE);
    }
}
