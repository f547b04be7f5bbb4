package dev.holdfast.service.respond;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.alerting.notify.Payload;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From drift to the proof that going back has helped, in the service, over HTTP, with a pin file in a git repository.
final class RollbackTest {
    @TempDir
    private Path folder;

    @Test
    void takesAnAgentBackOnceAPersonApprovesAndProvesThatItHasHelped() throws Exception {
        try (var desk = Desk.open(folder, "mode: approve")) {
            desk.pin("bad");
            desk.run();
            assertThat(desk.actions()).as("one run is not enough").isEmpty();
            desk.run();

            var proposed = desk.actions().getFirst();
            var approved = desk.approve(proposed);

            assertThat(proposed.at("/action/state").asText()).isEqualTo("AWAITING_APPROVAL");
            assertThat(proposed.at("/action/expected").asText()).isEqualTo("bad");
            assertThat(proposed.at("/action/destination/model").asText()).isEqualTo("good");
            assertThat(proposed.at("/action/checks")).hasSize(12);
            assertThat(proposed.at("/action/rehearsal/changes/0").asText()).isEqualTo("the model from bad to good");
            assertThat(approved.at("/action/state").asText()).isEqualTo("EXECUTED");
            assertThat(desk.pinned()).isEqualTo("good");
            assertThat(desk.ended(proposed)).isEqualTo("VERIFIED");
            assertThat(desk.states(proposed))
                    .containsExactly("AWAITING_APPROVAL", "AUTHORIZED", "EXECUTING", "EXECUTED", "VERIFIED");
            assertThat(desk.incident().at("/ending/outcome").asText()).isEqualTo("VERIFIED");
            assertThat(desk.admin()
                            .get("/v1/quarantines")
                            .json()
                            .at("/items/0/model")
                            .asText())
                    .isEqualTo("bad");
        }
    }

    @Test
    void tellsWhatIsProposedDoneAndShown() throws Exception {
        try (var desk = Desk.open(folder, "mode: approve")) {
            desk.drifts();
            desk.approve(desk.actions().getFirst());
            desk.ended(desk.actions().getFirst());

            var told = desk.told(5).stream().map(Payload::body).toList();

            assertThat(told)
                    .extracting(text -> text.substring(0, text.indexOf(" | ", text.indexOf(" | ") + 1)))
                    .containsExactlyInAnyOrder(
                            "first notification | DRIFT",
                            "an action waits for approval | DRIFT",
                            "an action begins | DRIFT",
                            "an action was done, and the suite runs again | DRIFT",
                            "an action has ended | RESOLVED");
            // parcels of one moment may arrive in any order
            assertThat(told)
                    .anySatisfy(text -> assertThat(text)
                            .contains("Going back to good waits for a person until")
                            .contains("to be weighed: no control was asked that could show that it is the agent alone")
                            .contains("It would set the model from bad to good"));
        }
    }

    @Test
    void doesNothingMoreWhereGoingBackHasNotHelped() throws Exception {
        try (var desk = Desk.open(folder, "mode: approve")) {
            desk.failsWhateverIsPinned();
            desk.drifts();
            var proposed = desk.actions().getFirst();
            desk.approve(proposed);

            assertThat(desk.ended(proposed)).isEqualTo("UNVERIFIED");
            desk.run();
            desk.run();

            assertThat(desk.actions()).as("no second one").hasSize(1);
            assertThat(desk.incident().has("ending")).isFalse();
        }
    }

    @Test
    void asksNobodyAndChangesNothingWhereThePactOnlyObserves() throws Exception {
        try (var desk = Desk.open(folder, "mode: observe")) {
            desk.drifts();

            assertThat(desk.actions()).isEmpty();
            assertThat(desk.pinned()).isEqualTo("bad");
            assertThat(desk.incident().has("ending")).isFalse();
        }
    }

    @Test
    void saysBeforeAnybodyAsksWhatARollbackWouldDo() throws Exception {
        try (var desk = Desk.open(folder, "mode: observe")) {
            desk.pin("bad");
            desk.run();
            var incident = "/v1/incidents/" + desk.incident().path("id").asText();

            var prospect =
                    desk.admin().get(incident + "/prospect?kind=rollback").json();
            var blind = desk.admin().get(incident + "/prospect?kind=reboot");

            assertThat(prospect.at("/destination/model").asText()).isEqualTo("good");
            assertThat(prospect.at("/expected").asText()).isEqualTo("bad");
            assertThat(unmet(prospect))
                    .contains("PERSISTENT", "CONTROL_HEALTHY", "ALLOWED")
                    .doesNotContain("DESTINATION");
            assertThat(blind.status()).isEqualTo(422);
        }
    }

    @Test
    void letsAPersonGoBackWithoutWaitingForEvidenceAndSupersedesWhatWaits() throws Exception {
        try (var desk = Desk.open(folder, "mode: approve")) {
            desk.drifts();
            var waiting = desk.actions().getFirst();
            var path = "/v1/incidents/" + desk.incident().path("id").asText() + "/rollbacks";

            var without = desk.admin().post(path, "{\"reason\": \" \"}");
            var done = desk.admin().post(path, "{\"reason\": \"customers complain\"}");

            assertThat(without.status()).isEqualTo(422);
            assertThat(done.status()).as(done.body()).isEqualTo(200);
            assertThat(done.json().at("/action/state").asText()).isEqualTo("EXECUTED");
            assertThat(desk.states(waiting)).containsExactly("AWAITING_APPROVAL", "SUPERSEDED");
            assertThat(desk.approval(waiting).status())
                    .as("it waits for nobody any more")
                    .isEqualTo(409);
            assertThat(desk.pinned()).isEqualTo("good");
        }
    }

    @Test
    void leavesNothingWaitingForAnIncidentThatIsOver() throws Exception {
        try (var desk = Desk.open(folder, "mode: approve")) {
            desk.drifts();
            var waiting = desk.actions().getFirst();

            desk.admin()
                    .post(
                            "/v1/incidents/" + desk.incident().path("id").asText() + "/decisions",
                            "{\"what\": \"accept\", \"reason\": \"we wanted that\"}");

            assertThat(desk.states(waiting)).containsExactly("AWAITING_APPROVAL", "SUPERSEDED");
        }
    }

    @Test
    void deniesWhatWasTakenBackAtGatesUntilItIsReleased() throws Exception {
        try (var desk = Desk.open(folder, "mode: approve")) {
            desk.drifts();
            var taken = desk.actions().getFirst();
            desk.approve(taken);
            desk.ended(taken);

            var denied = desk.gate("bad");
            var other = desk.gate("other");
            desk.admin()
                    .post(
                            "/v1/quarantines/" + taken.at("/action/id").asText() + "/release",
                            "{\"reason\": \"mended\"}");
            var released = desk.gate("bad");

            assertThat(denied.path("decision").asText()).isEqualTo("DENY");
            assertThat(denied.path("reasonCode").asText()).isEqualTo("QUARANTINED");
            assertThat(denied.path("exitCode").asInt()).isEqualTo(1);
            assertThat(denied.path("verdict").asText())
                    .as("the evidence is kept apart")
                    .isEqualTo("PASS");
            assertThat(other.path("decision").asText()).isEqualTo("ALLOW");
            assertThat(released.path("decision").asText()).isEqualTo("ALLOW");
        }
    }

    private static List<String> unmet(JsonNode prospect) {
        return prospect.path("checks")
                .valueStream()
                .filter(check -> !check.path("holds").asBoolean())
                .map(check -> check.path("precondition").asText())
                .toList();
    }
}
