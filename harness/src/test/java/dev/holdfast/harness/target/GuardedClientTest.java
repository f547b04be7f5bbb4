package dev.holdfast.harness.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.target.GuardedClient.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GuardedClientTest {
    private static final HostGuard THIS_MACHINE = HostGuard.publicOnly(Set.of("127.0.0.1"));

    @Test
    void givesBackWhateverTheOtherSideSays() throws InterruptedException {
        try (var there = FakeAgent.start().does(new Reaction.Status(410, Map.of("X-Why", "gone"), "no more"));
                var client = client(THIS_MACHINE, Duration.ofSeconds(10))) {
            var response = client.send("POST", there.url(), Map.of("Content-Type", "application/json"), "{}");

            assertThat(response).isInstanceOfSatisfying(Response.Answered.class, answered -> {
                assertThat(answered.status()).isEqualTo(410);
                assertThat(answered.body()).isEqualTo("no more");
                assertThat(answered.headers()).containsKey("X-Why");
            });
        }
    }

    @Test
    void doesNotFollowARedirect() throws InterruptedException {
        try (var elsewhere = FakeAgent.start();
                var there = FakeAgent.start().does(Reaction.redirect(302, elsewhere.url()));
                var client = client(THIS_MACHINE, Duration.ofSeconds(10))) {
            var response = client.send("POST", there.url(), Map.of(), "{}");

            assertThat(response)
                    .isInstanceOfSatisfying(
                            Response.Answered.class,
                            answered -> assertThat(answered.status()).isEqualTo(302));
            assertThat(elsewhere.calls()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "127.1", "0"})
    void reachesNothingOfThisMachineUnlessItIsTrusted(String host) throws InterruptedException {
        try (var there = FakeAgent.start();
                var client = client(HostGuard.publicOnly(Set.of()), Duration.ofSeconds(10))) {
            var response = client.send("POST", there.url().replace("127.0.0.1", host), Map.of(), "{}");

            assertThat(response).isInstanceOf(Response.Lost.class);
            assertThat(there.calls()).isZero();
        }
    }

    @Test
    void waitsNoLongerThanItMay() throws InterruptedException {
        try (var there = FakeAgent.start().does(new Reaction.Hangs());
                var client = client(THIS_MACHINE, Duration.ofMillis(200))) {
            assertThat(client.send("POST", there.url(), Map.of(), "{}"))
                    .isInstanceOfSatisfying(
                            Response.Lost.class,
                            lost -> assertThat(lost.reason()).contains("200 ms"));
        }
    }

    private static GuardedClient client(HostGuard guard, Duration patience) {
        return new GuardedClient(patience, guard, InstantSource.system());
    }
}
