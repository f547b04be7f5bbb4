package dev.holdfast.alerting.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class HttpLineTest {
    @Test
    void tellsWhatCameBackAndFollowsNoRedirect() {
        try (var receiver = new Receiver();
                var line = new HttpLine(Duration.ofSeconds(5))) {
            receiver.answers(302, "", "Location", "/elsewhere").answers(429, "slow down", "Retry-After", "7");

            var first = (Reply.Answered) line.send(Request.json("POST", receiver.uri("/a"), "{}"));
            var second = (Reply.Answered) line.send(Request.json("POST", receiver.uri("/a"), "{}"));

            assertThat(first.status()).isEqualTo(302);
            assertThat(second.retryAfter()).contains(Duration.ofSeconds(7));
            assertThat(receiver.received()).hasSize(2);
        }
    }

    @Test
    void tellsThatNothingCameBack() {
        try (var receiver = new Receiver();
                var line = new HttpLine(Duration.ofMillis(200))) {
            receiver.slowBy(Duration.ofSeconds(2)).answers(200, "");

            assertThat(line.send(Request.get(receiver.uri("/a"))))
                    .isEqualTo(new Reply.Unanswered("no answer in 200 ms"));
            assertThat(line.send(Request.get(URI.create("http://127.0.0.1:1/secret"))))
                    .isInstanceOfSatisfying(
                            Reply.Unanswered.class,
                            reply -> assertThat(reply.reason()).doesNotContain("secret"));
        }
    }
}
