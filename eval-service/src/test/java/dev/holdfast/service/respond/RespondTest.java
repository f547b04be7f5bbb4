package dev.holdfast.service.respond;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alerting.action.Breaker;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.alerting.notify.Parcel;
import dev.holdfast.alerting.notify.Payload;
import dev.holdfast.service.TestService;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.figures.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RespondTest {
    private static final Instant NOW = Instant.parse("2026-10-02T08:00:00Z");
    /// `-Dstorm=10000` for the whole of it.
    private static final int STORM = Integer.getInteger("storm", 500);

    private final Respond respond = TestService.bean(Respond.class);
    private final Actions actions = TestService.bean(Actions.class);
    private final Database database = TestService.bean(Database.class);

    @Test
    void tellsADriftWithinSecondsOfTheRunThatShowsIt() throws InterruptedException {
        var letterbox = new Letterbox(0);
        var scene = Scene.open(letterbox, Map.of());
        var begun = System.nanoTime();

        actions.respondTo(scene.acting(), scene.drift(1, NOW));
        while (letterbox.got().isEmpty() && System.nanoTime() - begun < 30_000_000_000L) {
            Thread.sleep(10);
        }

        assertThat(letterbox.got()).singleElement().extracting(Payload::body).isEqualTo("DRIFT agent-1 · prod");
        // less than 2 s on an idle machine; more than that is room for a busy one
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void looksAtARunOnceHoweverOftenItIsHandedOver() {
        var scene = Scene.open(new Letterbox(0), Map.of());

        actions.respondTo(scene.acting(), scene.drift(1, NOW));
        var again = actions.respondTo(scene.acting(), scene.drift(1, NOW));

        assertThat(again).isEmpty();
        assertThat(respond.incidents(scene.tenant()))
                .singleElement()
                .extracting(Incident::seen)
                .isEqualTo(1);
    }

    @Test
    void keepsOneIncidentOfRunsThatComeAtOnce() throws Exception {
        var letterbox = new Letterbox(0);
        var scene = Scene.open(letterbox, Map.of());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = threads.invokeAll(IntStream.range(0, 16)
                    .mapToObj(i -> (Callable<Integer>)
                            () -> actions.respondTo(scene.acting(), scene.drift(1, NOW.plusSeconds(i)))
                                    .size())
                    .toList());

            assertThat(runs).allMatch(run -> run.resultNow() == 1);
        }

        assertThat(respond.incidents(scene.tenant()))
                .singleElement()
                .extracting(Incident::seen)
                .isEqualTo(16);
        assertThat(parcels(scene)).hasSize(1);
    }

    @Test
    void losesAndDoublesNothingInAStorm() throws Exception {
        var letterbox = new Letterbox(10);
        var scene = Scene.open(letterbox, Map.of());
        var dispatcher = TestService.bean(Dispatcher.class);
        try (var threads = Executors.newFixedThreadPool(8)) {
            threads.invokeAll(IntStream.range(0, STORM)
                    .mapToObj(agent ->
                            (Callable<Integer>) () -> actions.respondTo(scene.acting(), scene.drift(agent, NOW))
                                    .size())
                    .toList());
            // two more senders beside the one that runs by itself
            threads.invokeAll(List.of(dispatcher::sendDue, dispatcher::sendDue));
        }
        while (parcels(scene).stream().anyMatch(parcel -> parcel.state() == Parcel.State.WAITING)) {
            dispatcher.sendDue();
            Thread.sleep(50);
        }

        assertThat(parcels(scene)).hasSize(STORM).allMatch(parcel -> parcel.state() == Parcel.State.DELIVERED);
        assertThat(letterbox.got()).hasSize(STORM).doesNotHaveDuplicates();
        assertThat(TestService.bearing(TestService.server().firstToken().orElseThrow())
                        .get("/prometheus")
                        .body())
                .containsPattern("holdfast_notifications_total\\{channel=\"[^\"]+\",result=\"delivered\"} [1-9]");
    }

    @Test
    void sendsTheSameBytesAgainAfterASenderDied() {
        var letterbox = new Letterbox(0);
        var scene = Scene.open(letterbox, Map.of());
        var elsewhere = new Switchboard(TestService.bean(Namesakes.class));
        var alone = new Respond(new ActionRows.Pen(
                database,
                new Notices(elsewhere),
                TestService.bean(AuditLog.class),
                TestService.bean(Figures.class),
                InstantSource.fixed(NOW.plus(Duration.ofDays(400)))));
        elsewhere.connect(
                scene.organisation(), TestService.bean(Switchboard.class).of(scene.organisation()));
        var later = NOW.plus(Duration.ofDays(400));
        var occasion = scene.drift(1, NOW);
        alone.to(scene.acting(), occasion, turn(occasion), Consequence.NONE);
        var claimed = claim(scene, later);

        assertThat(claim(scene, later.plusSeconds(60))).isEmpty();
        var again = claim(scene, later.plus(Outbox.LEASE));

        assertThat(again).isEqualTo(claimed).hasSize(1);
    }

    @Test
    void tellsAPersonsDecisionAndKeepsTheHistory() {
        var letterbox = new Letterbox(0);
        var scene = Scene.open(letterbox, Map.of());
        var id = actions.respondTo(scene.acting(), scene.drift(1, NOW))
                .getFirst()
                .incident()
                .id();

        var taken = scene.api()
                .post("/v1/incidents/" + id + "/decisions", "{\"what\": \"acknowledge\", \"reason\": \"on it\"}");
        var again = scene.api()
                .post("/v1/incidents/" + id + "/decisions", "{\"what\": \"acknowledge\", \"reason\": \"me too\"}");
        var empty = scene.api().post("/v1/incidents/" + id + "/decisions", "{\"what\": \"accept\", \"reason\": \"\"}");
        var accepted = scene.api()
                .post("/v1/incidents/" + id + "/decisions", "{\"what\": \"accept\", \"reason\": \"wanted\"}");
        var history = scene.api().get("/v1/incidents/" + id + "/events").json().path("items");

        assertThat(List.of(taken.status(), again.status(), empty.status(), accepted.status()))
                .as(taken.body() + again.body() + empty.body() + accepted.body())
                .containsExactly(200, 409, 422, 200);
        assertThat(history)
                .extracting(event -> event.at("/what/event").asText())
                .containsExactly("opened", "acknowledged", "ended");
    }

    @Test
    void hidesIncidentsFromOtherOrganisations() {
        var scene = Scene.open(new Letterbox(0), Map.of());
        var id = actions.respondTo(scene.acting(), scene.drift(1, NOW))
                .getFirst()
                .incident()
                .id();
        var stranger = TestService.admin("others");

        assertThat(scene.api().get("/v1/incidents/" + id).status()).isEqualTo(200);
        assertThat(stranger.get("/v1/incidents/" + id).status()).isEqualTo(404);
        assertThat(stranger.get("/v1/incidents").json().path("items")).isEmpty();
        assertThat(stranger.post("/v1/incidents/" + id + "/decisions", "{\"what\": \"noise\", \"reason\": \"x\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void takesARunOverHttpAndSilencesWhatItSays() {
        var letterbox = new Letterbox(0);
        var scene = Scene.open(letterbox, Map.of());
        var silence = scene.api()
                .post(
                        "/v1/silences",
                        "{\"labels\": {\"agent\": \"agent-1\"}, \"until\": \"%s\", \"reason\": \"a migration\"}"
                                .formatted(Instant.now().plus(Duration.ofHours(2))));

        var taken = scene.handOver(1);

        assertThat(silence.status()).as(silence.body()).isEqualTo(201);
        assertThat(taken.status()).as(taken.body()).isEqualTo(200);
        assertThat(taken.json().path("items")).hasSize(1);
        assertThat(parcels(scene)).isEmpty();
    }

    private static Breaker.Turn turn(Occasion occasion) {
        var evaluation = occasion.evaluation();
        return new Breaker.Turn(occasion.subject(), "provider", Set.of(), evaluation.verdict(), true, evaluation.at());
    }

    private List<Parcel> parcels(Scene scene) {
        return database.read(scene.tenant(), connection -> new Outbox(connection, scene.organisation()).all());
    }

    private List<Parcel> claim(Scene scene, Instant now) {
        return database.write(
                scene.tenant(), connection -> new Outbox(connection, scene.organisation()).claim(10, now));
    }
}
