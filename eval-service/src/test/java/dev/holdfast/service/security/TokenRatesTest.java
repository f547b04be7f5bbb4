package dev.holdfast.service.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.service.TestService;
import dev.holdfast.service.refusal.RefusedException;
import java.util.HashSet;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

final class TokenRatesTest {
    private final TokenRates here = new TokenRates(TestService.bean(DataSource.class), 10);
    private final UUID token = UUID.randomUUID();

    @Test
    void stopsATokenThatIsUsedTooOften() {
        for (var i = 0; i < 10; i++) {
            here.take(token);
        }

        assertThatThrownBy(() -> {
                    for (var i = 0; i < 10; i++) {
                        here.take(token);
                    }
                })
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void answersOverHttpThatATokenWasUsedTooOften() {
        var viewer = TestService.admin("acme");
        var rates = TestService.bean(TokenRates.class);
        var id = UUID.fromString(viewer.get("/v1/me").text("token"));

        var greedy = Thread.startVirtualThread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    rates.take(id);
                } catch (RefusedException e) {
                    // asks on, so that what is refilled is gone at once
                }
            }
        });
        var statuses = new HashSet<Integer>();
        for (var i = 0; i < 200 && !statuses.contains(429); i++) {
            statuses.add(viewer.get("/v1/me").status());
        }
        greedy.interrupt();

        assertThat(statuses).contains(429).isSubsetOf(200, 429);
    }

    @Test
    void holdsNoTokenForAnother() {
        for (var i = 0; i < 10; i++) {
            here.take(token);
        }

        here.take(UUID.randomUUID());
    }

    @Test
    void countsWhatOtherNodesTold() throws InterruptedException {
        var there = new TokenRates(TestService.bean(DataSource.class), 10);
        for (var i = 0; i < 10; i++) {
            here.take(token);
        }
        Thread.sleep(1_100);
        try {
            here.take(token);
        } catch (RefusedException e) {
            assertThat(e.code()).isEqualTo("too_many_requests");
        }

        assertThatThrownBy(() -> {
                    for (var i = 0; i < 10; i++) {
                        there.take(token);
                    }
                })
                .isInstanceOf(RefusedException.class);
    }
}
