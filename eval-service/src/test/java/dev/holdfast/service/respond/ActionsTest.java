package dev.holdfast.service.respond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.ActionPolicy;
import dev.holdfast.alerting.action.State;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.service.TestService;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ActionsTest {
    private static final Instant NOW = Instant.parse("2026-10-02T08:00:00Z");
    private static final Asked ASKED = new Asked(Action.Kind.PIN, "good", "customers complain");

    private final Respond respond = TestService.bean(Respond.class);
    private final Actions actions = TestService.bean(Actions.class);
    private final Pin pin = new Pin();
    private final Scene scene = Scene.open(new Letterbox(0), Map.of("agent-1", pin));

    @Test
    void pinsWhatAPersonAsksForAndVerifiesItWithTheNextRun() {
        var incident = incident();
        var done = action(actions.ask(scene.acting(), incident.id(), ASKED));
        var after = scene.fine(1, Instant.now().plus(Duration.ofMinutes(1)));

        actions.verify(scene.tenant(), after.evaluation(), after.subject());

        assertThat(done.state()).isEqualTo(State.EXECUTED);
        assertThat(pin.model).isEqualTo("good");
        assertThat(actions.of(scene.acting()).states(done.id()))
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
        assertThatThrownBy(() -> actions.ask(scene.acting(), incident.id(), ASKED))
                .isInstanceOf(IllegalStateException.class);
        pin.diesAfterwards = false;

        actions.takeUp();

        assertThat(actions.of(scene.acting()).all())
                .singleElement()
                .extracting(Action::state)
                .isEqualTo(State.EXECUTED);
        assertThat(pin.writes).isOne();
        assertThat(pin.epoch).isPositive();
    }

    @Test
    void startsNoSecondActionWhileOneIsUnderWay() {
        var incident = incident();
        actions.ask(scene.acting(), incident.id(), ASKED);

        var second = actions.ask(scene.acting(), incident.id(), new Asked(Action.Kind.PIN, "other", "no"));

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
        return actions.respondTo(scene.acting(), scene.drift(1, NOW)).getFirst().incident();
    }

    private static Action action(ActionPolicy.Decision decision) {
        assertThat(decision).isInstanceOf(ActionPolicy.Proposed.class);
        return ((ActionPolicy.Proposed) decision).action();
    }
}
