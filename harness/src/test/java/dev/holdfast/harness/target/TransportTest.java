package dev.holdfast.harness.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.schema.run.Outcome;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class TransportTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void unpacksAnAnswerThatIsPackedAlthoughNobodyAskedForIt() throws InterruptedException {
        try (var agent = FakeAgent.start().does(new Reaction.Gzipped("hello"));
                var transport = transport(LONG, Optional.empty(), HostGuard.OFF)) {
            assertThat(post(transport, agent).body()).contains("hello");
        }
    }

    @Test
    void unpacksNoMoreThanAnAnswerMayBeLong() {
        var unanswered = unanswered(new Reaction.GzipBomb(), LONG, Optional.empty());

        assertThat(unanswered).hasMessage("the answer is longer than 20000000 bytes");
        assertThat(unanswered.kind()).isEqualTo(Outcome.Kind.NO_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsNoMoreOfAHeadThanItMayBeLong(boolean inOneLine) {
        var unanswered = unanswered(new Reaction.EndlessHead(inOneLine), LONG, Optional.empty());

        assertThat(unanswered).hasMessage("the head of the answer is longer than it may be");
        assertThat(unanswered.kind()).isEqualTo(Outcome.Kind.NO_ANSWER);
    }

    @Test
    void refusesAPackingThatItDoesNotKnow() {
        var packed = new Reaction.Status(200, Map.of("Content-Encoding", "br"), "{}");

        assertThat(unanswered(packed, LONG, Optional.empty())).hasMessageContaining("packed as \"br\"");
    }

    @Test
    void givesAnAnswerThatStopsOnItsWayNoMoreThanTheIdleTime() {
        var started = System.nanoTime();

        var unanswered = unanswered(new Reaction.Stalls("x".repeat(1000)), LONG, Optional.of(Duration.ofMillis(300)));

        assertThat(unanswered.kind()).isEqualTo(Outcome.Kind.TIMEOUT);
        assertThat(unanswered).hasMessage("the answer stopped on its way for 300 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void waitsForAnAnswerThatHasNotBegunAsLongAsItMayTake() throws InterruptedException {
        var slow = new Reaction.After(Duration.ofMillis(600), new Reaction.Says("thought about it"));
        try (var agent = FakeAgent.start().does(slow);
                var transport = transport(LONG, Optional.of(Duration.ofMillis(200)), HostGuard.OFF)) {
            assertThat(post(transport, agent).body()).contains("thought about it");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) {
        try (var elsewhere = FakeAgent.start()) {
            var unanswered = unanswered(Reaction.redirect(status, elsewhere.url()), LONG, Optional.empty());

            assertThat(unanswered).hasMessageContaining("redirects are not followed");
            assertThat(unanswered.kind()).isEqualTo(Outcome.Kind.REJECTED);
            assertThat(elsewhere.calls()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f000001"})
    void theGuardLetsNoSpellingOfThisMachineThrough(String host) {
        try (var agent = FakeAgent.start();
                var transport = transport(LONG, Optional.empty(), HostGuard.publicOnly(Set.of()))) {
            var url = URI.create(agent.url().replace("127.0.0.1", host));

            var unanswered = catchThrowableOfType(
                    Unanswered.class, () -> transport.send("POST", url, Map.of(), Optional.of("{}")));

            assertThat(unanswered.kind()).isIn(Outcome.Kind.REJECTED, Outcome.Kind.CONNECTION);
            assertThat(agent.calls()).isZero();
        }
    }

    @Test
    void connectsToTheVeryAddressThatTheGuardHasSeen() throws Exception {
        var lookups = new AtomicInteger();
        // what a name means changes from one look to the next: honest first, then this machine
        DnsResolver rebinding = resolver(_ -> {
            lookups.incrementAndGet();
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
        try (var agent = FakeAgent.start();
                var open = new Transport(
                        new Transport.Patience(LONG, Optional.empty()),
                        HostGuard.publicOnly(Set.of("desk.example")),
                        rebinding,
                        InstantSource.system());
                var guarded = new Transport(
                        new Transport.Patience(LONG, Optional.empty()),
                        HostGuard.publicOnly(Set.of()),
                        rebinding,
                        InstantSource.system())) {
            var url = URI.create(agent.url().replace("127.0.0.1", "desk.example"));

            assertThat(open.send("POST", url, Map.of(), Optional.of("{}")).status())
                    .isEqualTo(200);
            assertThat(lookups).hasValue(1);
            assertThat(catchThrowableOfType(
                            Unanswered.class, () -> guarded.send("POST", url, Map.of(), Optional.of("{}"))))
                    .hasMessage("must not be connected to, it has no public address: 127.0.0.1");
            assertThat(agent.calls()).isEqualTo(1);
        }
    }

    private interface Names {
        InetAddress[] of(String host);
    }

    private static DnsResolver resolver(Names names) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return names.of(host);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private static Unanswered unanswered(Reaction reaction, Duration timeout, Optional<Duration> idle) {
        try (var agent = FakeAgent.start().does(reaction);
                var transport = transport(timeout, idle, HostGuard.OFF)) {
            return catchThrowableOfType(Unanswered.class, () -> post(transport, agent));
        }
    }

    private static Transport transport(Duration timeout, Optional<Duration> idle, HostGuard guard) {
        return new Transport(new Transport.Patience(timeout, idle), guard, InstantSource.system());
    }

    private static Transport.Answer post(Transport transport, FakeAgent agent) throws InterruptedException {
        return transport.send("POST", URI.create(agent.url()), Map.of(), Optional.of("{}"));
    }
}
