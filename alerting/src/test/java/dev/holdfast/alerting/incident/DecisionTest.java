package dev.holdfast.alerting.incident;

import static dev.holdfast.alerting.Examples.MORNING;
import static dev.holdfast.alerting.Examples.PROMISE;
import static dev.holdfast.alerting.Examples.incident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DecisionTest {
    @Test
    void acknowledgesOnceAndEndsOnce() {
        var taken =
                decision(Decision.What.ACKNOWLEDGE).on(incident()).orElseThrow().incident();
        var accepted = decision(Decision.What.ACCEPT).on(taken).orElseThrow().incident();

        assertThat(taken.acknowledged().orElseThrow().by()).isEqualTo("kim");
        assertThat(decision(Decision.What.ACKNOWLEDGE).on(taken)).isEmpty();
        assertThat(accepted.ending().orElseThrow().outcome()).isEqualTo(Incident.Outcome.ACCEPTED);
        assertThat(decision(Decision.What.NOISE).on(accepted)).isEmpty();
    }

    @Test
    void takesNoDecisionWithoutAReason() {
        assertThatThrownBy(() -> new Decision(Decision.What.ACCEPT, "kim", " ", MORNING))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void proposesToDemoteAPromiseWhosePagesAreMostlyNoise() {
        var noise = decision(Decision.What.NOISE).on(incident()).orElseThrow().incident();
        var useful = decision(Decision.What.ACCEPT).on(incident()).orElseThrow().incident();

        assertThat(Precision.of(List.of(noise, noise, useful, incident())))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each).isEqualTo(new Precision("order-desk", PROMISE, 1, 2));
                    assertThat(each.proposesDemotion()).isTrue();
                });
    }

    private static Decision decision(Decision.What what) {
        return new Decision(what, "kim", "seen in the logs", MORNING);
    }
}
