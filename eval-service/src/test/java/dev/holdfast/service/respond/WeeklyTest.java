package dev.holdfast.service.respond;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alerting.notify.Links;
import dev.holdfast.alerting.notify.Parcel;
import dev.holdfast.alerting.notify.Route;
import dev.holdfast.service.TestService;
import dev.holdfast.service.database.Database;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The letter of Monday morning, through the outbox of the real service.
final class WeeklyTest {
    private final Instant nextMonday = LocalDate.now(ZoneOffset.UTC)
            .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();

    private final Letterbox owners = new Letterbox(0);
    private final Letterbox oncall = new Letterbox(0);
    private final Switchboard switchboard = TestService.bean(Switchboard.class);
    private final Actions actions = TestService.bean(Actions.class);

    @Test
    void tellsTheOwnersOnceWhatWasMarkedAsNoise() {
        var scene = scene();
        decide(scene, 1, "noise");
        decide(scene, 2, "noise");
        decide(scene, 3, "close");

        at(nextMonday.plus(Duration.ofHours(6))).write();
        at(nextMonday.plus(Duration.ofHours(8))).write();
        at(nextMonday.plus(Duration.ofDays(3))).write();

        assertThat(posted(scene))
                .as("however often it is written, and to the owners alone")
                .extracting(Parcel::channel)
                .containsExactly("owners");
        var letter = posted(scene).getFirst().payload().body();
        assertThat(letter)
                .contains("1 of 3 pages were worth it")
                .contains("0 useful   1 noise    0 %  pact-1")
                .contains("1 useful   0 noise  100 %  pact-3");
        assertThat(letter.substring(letter.indexOf("Fewer than half")))
                .contains("pact-1", "pact-2")
                .doesNotContain("pact-3");
    }

    private Scene scene() {
        var scene = Scene.open(oncall, Map.of());
        switchboard.connect(
                scene.organisation(),
                new Switchboard.Lines(
                        List.of(Route.to("platform", Map.of("kind", "platform"), List.of("owners")), Route.DEFAULT),
                        Map.of("owners", owners, "oncall", oncall),
                        Switchboard.Hands.NONE,
                        Links.NONE));
        return scene;
    }

    private void decide(Scene scene, int agent, String what) {
        var incident = actions.respondTo(scene.acting(), scene.drift(agent, Instant.now()))
                .getFirst()
                .incident();
        var decided = scene.api()
                .post(
                        "/v1/incidents/" + incident.id() + "/decisions",
                        "{\"what\": \"%s\", \"reason\": \"looked at it\"}".formatted(what));
        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
    }

    private Weekly at(Instant now) {
        return new Weekly(TestService.bean(Database.class), switchboard, TestService.bean(Respond.class), () -> now);
    }

    /// Letters on their way; they are due on a Monday that is yet to come.
    private static List<Parcel> posted(Scene scene) {
        return TestService.bean(Database.class)
                .read(scene.tenant(), connection -> new Outbox(connection, scene.organisation()).all())
                .stream()
                .filter(parcel -> parcel.id().startsWith("weekly-"))
                .toList();
    }
}
