package dev.holdfast.service.respond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.Approval;
import dev.holdfast.alerting.action.Breaker;
import dev.holdfast.alerting.action.State;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.alerting.incident.Trouble;
import dev.holdfast.alerting.incident.Urgency;
import dev.holdfast.alerting.notify.Parcel;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.service.TestService;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.figures.Figures;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What must hold whatever breaks; the table is in docs/operations.md.
final class InvariantsTest {
    private static final Instant NOW = Instant.parse("2026-10-02T08:00:00Z");
    private static final Trouble BROKEN_JUDGE =
            new Trouble(Identity.Part.JUDGE, "judge-a", "The judge judge-a did not answer.");

    private final Actions actions = TestService.bean(Actions.class);
    private final Respond respond = TestService.bean(Respond.class);
    private final Database database = TestService.bean(Database.class);

    @TempDir
    private Path folder;

    @Test
    void anOutageHoweverLongLeadsToNoActionAndNoPage() throws Exception {
        try (var desk = Desk.open(folder, "mode: approve")) {
            desk.pin("bad");
            desk.agent().does(new Reaction.Status(400, Map.of(), "{\"error\": {\"message\": \"gone\"}}"));

            for (var run = 0; run < 4; run++) {
                desk.run();
            }

            assertThat(desk.actions()).isEmpty();
            assertThat(desk.pinned()).isEqualTo("bad");
            assertThat(desk.admin().get("/v1/incidents").json().path("items"))
                    .singleElement()
                    .satisfies(incident -> {
                        assertThat(incident.at("/identity/kind").asText()).isEqualTo("platform");
                        assertThat(incident.path("urgency").asText()).isEqualToIgnoringCase("ticket");
                    });
        }
    }

    @Test
    void aNodeThatDiesBeforeTheFirstWordLeavesAnActionThatIsDoneOnce() {
        var pin = new Pin();
        var scene = Scene.open(new Letterbox(0), Map.of("agent-1", pin));
        pin.diesBefore = true;
        assertThatThrownBy(() -> ask(scene)).isInstanceOf(IllegalStateException.class);
        assertThat(pin.writes).isZero();

        pin.diesBefore = false;
        actions.takeUp();
        actions.takeUp();

        assertThat(pin.writes).isOne();
        assertThat(only(scene).state()).isEqualTo(State.EXECUTED);
    }

    @Test
    void aNodeThatDiesAfterAnApprovalLeavesAnActionThatIsDoneOnce() throws Exception {
        try (var desk = Desk.open(folder, "mode: approve")) {
            desk.drifts();
            var acting = Acting.system(dev.holdfast.service.database.Tenant.of(desk.organisation()), "actions");
            var waiting = actions.of(acting).all().getFirst();
            var approval = new Approval(true, "kim", "clear", waiting.approvalDigest(), Instant.now());
            var approved = ((Approval.Taken) approval.on(waiting)).action();
            assertThat(actions.of(acting).write(waiting, approved)).isTrue();
            assertThat(desk.pinned()).as("the node is dead").isEqualTo("bad");

            actions.takeUp();

            assertThat(desk.pinned()).isEqualTo("good");
        }
    }

    @Test
    void nodesThatTakeTheSameActionUpAtOnceDoItOnce() throws Exception {
        var pin = new Pin();
        var scene = Scene.open(new Letterbox(0), Map.of("agent-1", pin));
        pin.diesBefore = true;
        assertThatThrownBy(() -> ask(scene)).isInstanceOf(IllegalStateException.class);
        pin.diesBefore = false;

        try (var nodes = Executors.newFixedThreadPool(8)) {
            nodes.invokeAll(IntStream.range(0, 8)
                    .mapToObj(_ -> (Callable<Boolean>) () -> {
                        actions.takeUp();
                        return true;
                    })
                    .toList());
        }

        assertThat(pin.writes).isOne();
        assertThat(only(scene).state()).isEqualTo(State.EXECUTED);
    }

    @Test
    void aLowerEpochThanTheLastOneIsRefused() {
        var pin = new Pin();
        var scene = Scene.open(new Letterbox(0), Map.of("agent-1", pin));
        pin.epoch = Long.MAX_VALUE;

        assertThat(ask(scene)).isEqualTo(State.BLOCKED);
        assertThat(pin.writes).isZero();
    }

    @Test
    void aJudgeThatIsDownForAnHourPagesItsOwnersOnce() {
        var scene = Scene.open(new Letterbox(0), Map.of());

        for (var minute = 0; minute < 60; minute++) {
            var agent = minute % 10;
            actions.respondTo(
                    scene.acting(),
                    scene.drift(agent, NOW.plusSeconds(60L * minute)).with(BROKEN_JUDGE));
        }

        assertThat(respond.incidents(scene.tenant())).singleElement().satisfies(incident -> {
            assertThat(incident.identity()).isInstanceOf(Identity.Platform.class);
            assertThat(incident.urgency()).isEqualTo(Urgency.PAGE);
            assertThat(incident.seen()).isEqualTo(60);
        });
    }

    @Test
    void manyThatFailAtOnceOpenTheBreakerAndAreOnlyProposed() throws Exception {
        try (var desk = Desk.open(folder, "mode: auto")) {
            var others = new Scene(desk.organisation(), desk.admin());
            IntStream.range(0, 10)
                    .forEach(agent -> actions.respondTo(others.acting(), others.drift(agent, Instant.now())));

            desk.drifts();

            var proposed = desk.actions().getFirst();
            assertThat(proposed.at("/action/state").asText()).isEqualTo("AWAITING_APPROVAL");
            assertThat(proposed.at("/action/remarks").toString()).contains("agents fail at once");
            assertThat(desk.pinned()).isEqualTo("bad");
        }
    }

    @Test
    void theBreakerPagesItsOwnersAndKeepsNoDriftQuiet() {
        var scene = Scene.open(new Letterbox(0), Map.of());
        var turns = IntStream.range(0, 6)
                .mapToObj(agent -> scene.drift(agent, Instant.now()))
                .toList();

        for (var occasion : turns) {
            var evaluation = occasion.evaluation();
            var turn = new Breaker.Turn(
                    occasion.subject(), "provider", Set.of("judge-a"), evaluation.verdict(), true, evaluation.at());
            waitForTheNextLook(scene);
            respond.to(scene.acting(), occasion, turn, Consequence.NONE);
        }

        assertThat(respond.incidents(scene.tenant()))
                .filteredOn(incident -> incident.identity() instanceof Identity.Drift)
                .hasSize(6);
        assertThat(respond.incidents(scene.tenant()))
                .filteredOn(incident -> incident.identity() instanceof Identity.Platform(var _, var part, var _)
                        && part == Identity.Part.BREAKER)
                .singleElement()
                .extracting(Incident::urgency)
                .isEqualTo(Urgency.PAGE);
    }

    /// As if the last look were longer ago.
    private void waitForTheNextLook(Scene scene) {
        database.write(
                scene.tenant(),
                connection -> Rows.change(connection, "UPDATE breakers SET at = at - interval '1 hour'"));
    }

    @Test
    void oneTroubleOverAHundredRunsIsOneIncidentAndIsResolvedOnce() {
        var scene = Scene.open(new Letterbox(0), Map.of());
        // far from now, so that the service's own clock wakes nothing of it
        var now = new AtomicReference<>(NOW.plus(Duration.ofDays(400)));
        var later = new Respond(new ActionRows.Pen(
                database,
                new Notices(TestService.bean(Switchboard.class)),
                TestService.bean(AuditLog.class),
                TestService.bean(Figures.class),
                now::get));
        for (var run = 0; run < 100; run++) {
            hear(later, scene, scene.drift(1, now.get()));
            now.updateAndGet(at -> at.plus(Duration.ofHours(1)));
        }
        hear(later, scene, scene.fine(1, now.get()));

        var parcels = database.read(scene.tenant(), connection -> new Outbox(connection, scene.organisation()).all());
        assertThat(respond.incidents(scene.tenant())).singleElement().satisfies(incident -> {
            assertThat(incident.seen()).isEqualTo(101);
            assertThat(incident.isOpen()).isFalse();
        });
        assertThat(parcels)
                .as("one, its repeats every 4 hours, and the end of it")
                .hasSizeLessThanOrEqualTo(1 + 25 + 1);
        assertThat(parcels)
                .extracting(Parcel::payload)
                .filteredOn(payload -> payload.body().startsWith("RESOLVED"))
                .hasSize(1);
    }

    private static void hear(Respond respond, Scene scene, Occasion occasion) {
        var evaluation = occasion.evaluation();
        var turn =
                new Breaker.Turn(occasion.subject(), "provider", Set.of(), evaluation.verdict(), true, evaluation.at());
        respond.to(scene.acting(), occasion, turn, Consequence.NONE);
    }

    private State ask(Scene scene) {
        var incident = actions.respondTo(scene.acting(), scene.drift(1, NOW))
                .getFirst()
                .incident();
        var decision = actions.ask(scene.acting(), incident.id(), new Asked(Action.Kind.PIN, "good", "customers"));
        return ((dev.holdfast.alerting.action.ActionPolicy.Proposed) decision)
                .action()
                .state();
    }

    private Action only(Scene scene) {
        return List.copyOf(actions.of(scene.acting()).all()).getFirst();
    }
}
