package dev.holdfast.service.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.schema.json.Json;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EventTest {
    @Test
    void hasOneSpelling() {
        // printf 'pact 1' | sha256sum
        assertThat(LogExamples.event(1).leaf())
                .isEqualTo("{\"action\":\"pact.changed\","
                        + "\"actor\":{\"auth\":\"token\",\"id\":\"u-17\",\"type\":\"user\"},"
                        + "\"after_sha256\":\"sha256:999d4b39bbc8bc0ab73a6629eb9f5d095ee967ec160ae6b74c269b72acd393b9\","
                        + "\"before_sha256\":\"sha256:4d49f2d70b46f9b0580d08cbdfe4d5e9a0c61cab3597403fd322aa5f0ce5c77d\","
                        + "\"id\":\"ev-8dd6c1357c97\","
                        + "\"object\":{\"id\":\"order-desk\",\"type\":\"pact\",\"version\":\"v1\"},"
                        + "\"organisation\":\"acme\",\"reason\":\"because of ticket 1\","
                        + "\"request_id\":\"req-1\",\"seq\":1,\"time\":\"2026-11-29T02:00:01.500Z\"}");
    }

    @Test
    void comesBackFromItsLeafAsItWas() {
        var event = LogExamples.event(3);

        assertThat(Json.read("leaf", event.leaf(), Event.class)).isEqualTo(event);
        assertThat(Json.read("leaf", event.leaf(), Event.class).leaf()).isEqualTo(event.leaf());
    }

    @Test
    void isSmallAndPlain() {
        assertThatThrownBy(() -> LogExamples.event(0, "x".repeat(1_001)))
                .hasMessage("a reason has 1 to 1000 characters, not 1001");
        assertThatThrownBy(() -> LogExamples.event(-1)).hasMessage("leaves are counted from 0, not -1");
        assertThatThrownBy(() -> new Subject("Pact", "order-desk", Optional.empty()))
                .hasMessage("a subject's type is a word of a-z, 0-9 and _, not \"Pact\"");
    }
}
