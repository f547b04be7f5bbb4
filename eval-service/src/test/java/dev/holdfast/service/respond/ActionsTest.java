package dev.holdfast.service.respond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.ActionPolicy;
import dev.holdfast.alerting.action.State;
import dev.holdfast.alerting.actuator.Actuator;
import dev.holdfast.alerting.actuator.Order;
import dev.holdfast.alerting.actuator.Part;
import dev.holdfast.alerting.actuator.Reading;
import dev.holdfast.alerting.actuator.Setting;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.service.TestService;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ActionsTest {
    private static final Instant NOW = Instant.parse("2026-10-02T08:00:00Z");
    private static final Actions.Asked ASKED = new Actions.Asked("good", "kim", "customers complain");

    private final Respond respond = TestService.bean(Respond.class);
    private final Actions actions = TestService.bean(Actions.class);
    private final Pin pin = new Pin();
    private final Scene scene = Scene.open(new Letterbox(0), Map.of("agent-1", pin));

    @Test
    void pinsWhatAPersonAsksForAndVerifiesItWithTheNextRun() {
        var incident = incident();
        var done = action(actions.pin(scene.tenant(), incident, ASKED));
        var after = scene.fine(1, Instant.now().plus(Duration.ofMinutes(1)));

        actions.verify(scene.tenant(), after.evaluation(), IncidentRows.subject(after.subject()));

        assertThat(done.state()).isEqualTo(State.EXECUTED);
        assertThat(pin.model).isEqualTo("good");
        assertThat(actions.of(scene.tenant()).states(done.id()))
                .extracting(Action::state)
                .containsExactly(State.AUTHORIZED, State.EXECUTING, State.EXECUTED, State.VERIFIED);
        assertThat(respond.incident(scene.tenant(), incident.id())
                        .orElseThrow()
                        .ending()
                        .orElseThrow()
                        .outcome())
                .isEqualTo(Incident.Outcome.VERIFIED);
        assertThat(scene.api()
                        .get("/v1/quarantines")
                        .json()
                        .at("/items/0/model")
                        .asText())
                .isEqualTo("bad");
    }

    @Test
    void takesUpWhatADeadNodeLeftAndDoesItOnce() {
        var incident = incident();
        pin.diesAfterwards = true;
        assertThatThrownBy(() -> actions.pin(scene.tenant(), incident, ASKED))
                .isInstanceOf(IllegalStateException.class);
        pin.diesAfterwards = false;

        actions.takeUp();

        assertThat(actions.of(scene.tenant()).all())
                .singleElement()
                .extracting(Action::state)
                .isEqualTo(State.EXECUTED);
        assertThat(pin.writes).isOne();
        assertThat(pin.epoch).isPositive();
    }

    @Test
    void startsNoSecondActionWhileOneIsUnderWay() {
        var incident = incident();
        actions.pin(scene.tenant(), incident, ASKED);

        var second = actions.pin(scene.tenant(), incident, new Actions.Asked("other", "lee", "no"));

        assertThat(pin.writes).isOne();
        assertThat(action(second).state()).isEqualTo(State.BLOCKED);
    }

    @Test
    void pinsOverHttpWithAReasonAndSaysWhyNot() {
        var incident = incident();
        var path = "/v1/incidents/" + incident.id() + "/pins";

        var without = scene.api().post(path, "{\"model\": \"good\", \"reason\": \"\"}");
        var done = scene.api().post(path, "{\"model\": \"good\", \"reason\": \"customers complain\"}");
        var again = scene.api().post(path, "{\"model\": \"good\", \"reason\": \"customers complain\"}");

        assertThat(without.status()).as(without.body()).isEqualTo(422);
        assertThat(done.json().at("/action/state").asText()).as(done.body()).isEqualTo("EXECUTED");
        assertThat(again.status()).as(again.body()).isEqualTo(409);
        assertThat(pin.writes).isOne();
    }

    private Incident incident() {
        return respond.to(scene.tenant(), scene.drift(1, NOW)).getFirst().incident();
    }

    private static Action action(ActionPolicy.Decision decision) {
        assertThat(decision).isInstanceOf(ActionPolicy.Proposed.class);
        return ((ActionPolicy.Proposed) decision).action();
    }

    /// Holds the pin of an agent, and may die with an order just done.
    private static final class Pin implements Actuator {
        private String model = "bad";
        private int writes;
        private long epoch;
        private boolean diesAfterwards;

        @Override
        public String words() {
            return "a pin";
        }

        @Override
        public Set<Part> sets() {
            return Set.of(Part.MODEL);
        }

        @Override
        public Reading read() {
            return new Reading.Current(model, epoch, "r" + writes);
        }

        @Override
        public Optional<String> refusal(String other) {
            return Optional.empty();
        }

        @Override
        public Setting set(Order order) {
            if (order.epoch() < epoch) {
                return new Setting.Stale(epoch);
            }
            if (!model.equals(order.model())) {
                if (!model.equals(order.expected())) {
                    return new Setting.Conflict(model);
                }
                model = order.model();
                epoch = order.epoch();
                writes++;
            }
            if (diesAfterwards) {
                throw new IllegalStateException("the node died");
            }
            return new Setting.Applied(model, "r" + writes);
        }
    }
}
