package dev.holdfast.service.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alerting.wire.Reply;
import dev.holdfast.alerting.wire.Request;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.target.GuardedClient;
import dev.holdfast.harness.target.HostGuard;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GuardedLineTest {
    @Test
    void deliversToAPlaceThatMayBeReachedAndReadsHowLongItAsksToBeLeftAlone() {
        try (var webhook = FakeAgent.start().does(new Reaction.Status(429, Map.of("Retry-After", "7"), "later"));
                var line = line(Set.of("127.0.0.1"))) {
            var reply = line.send(Request.json("POST", URI.create(webhook.url()), "{\"a\":1}"));

            assertThat(reply).isInstanceOfSatisfying(Reply.Answered.class, answered -> {
                assertThat(answered.status()).isEqualTo(429);
                assertThat(answered.retryAfter()).contains(Duration.ofSeconds(7));
                assertThat(answered.body()).isEqualTo("later");
            });
        }
    }

    @Test
    void deliversNothingToTheServicesOwnNeighbours() {
        try (var neighbour = FakeAgent.start();
                var line = line(Set.of())) {
            var reply = line.send(Request.json("POST", URI.create(neighbour.url()), "{}"));

            assertThat(reply)
                    .isInstanceOfSatisfying(
                            Reply.Unanswered.class,
                            unanswered -> assertThat(unanswered.reason()).contains("must not be connected to"));
            assertThat(neighbour.calls()).isZero();
        }
    }

    private static GuardedLine line(Set<String> trusted) {
        return new GuardedLine(
                new GuardedClient(Duration.ofSeconds(10), HostGuard.publicOnly(trusted), InstantSource.system()));
    }
}
