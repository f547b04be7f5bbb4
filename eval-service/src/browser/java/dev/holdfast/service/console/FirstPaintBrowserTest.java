package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.service.TestService;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.store.Observations;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredRun;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Prints when each page is painted first with a million observations stored; `-Dobservations=N` for another number. It
/// fails for nothing but a page that does not come.
final class FirstPaintBrowserTest {
    private static final int A_RUN = 10_000;
    private static final int ALL = Integer.getInteger("observations", 1_000_000);
    private static final int TIMES = 9;
    private static final String PAINTED = "() => new Promise(told => { const look = () => {"
            + " const paint = performance.getEntriesByName('first-contentful-paint')[0];"
            + " if (paint) { told(paint.startTime); } else { setTimeout(look, 5); } }; look(); })";

    private final Database database = TestService.bean(Database.class);
    private final Runs runs = TestService.bean(Runs.class);
    private final Observations observations = TestService.bean(Observations.class);

    @Test
    void paintsSoon() {
        try (var chromium = Chromium.start();
                var everywhere = Everywhere.open("paint");
                var window = chromium.window(ColorScheme.LIGHT, Chromium.Screen.DESKTOP)) {
            var story = everywhere.story();
            var pages = new LinkedHashMap<>(everywhere.pages());
            pages.put("large-run", "/console/runs/" + fill(story));
            var page = chromium.signedIn(window, story.team().admin().token());
            for (var path : pages.values()) {
                var times = IntStream.range(0, TIMES)
                        .mapToDouble(_ -> {
                            assertThat(page.navigate(path).status()).isEqualTo(200);
                            return ((Number) page.evaluate(PAINTED)).doubleValue();
                        })
                        .sorted()
                        .toArray();
                System.out.printf("%6.0f ms median, %6.0f ms most  %s%n", times[TIMES / 2], times[TIMES - 1], path);
            }
        }
    }

    /// Runs of the same pact, stored as a run that was sent is.
    private String fill(Story story) {
        var tenant =
                Tenant.of(UUID.fromString(story.team().admin().get("/v1/me").text("organisation")));
        var like =
                database
                        .read(tenant, _ -> runs.page(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1), 100))
                        .stream()
                        .filter(run -> run.pact().toString().equals(story.pact()))
                        .toList()
                        .getFirst();
        var seen = seen();
        var id = "";
        for (var i = 0; i < ALL / A_RUN; i++) {
            var row = row(like, "filled-" + i);
            database.write(tenant, connection -> {
                observations.prepare(connection, row);
                runs.save(row);
                observations.append(connection, row, 0, seen);
                return row;
            });
            id = row.id().toString();
        }
        System.out.println("stored " + ALL + " observations");
        return id;
    }

    private static StoredRun row(StoredRun like, String name) {
        return new StoredRun(
                like.organisation(),
                like.project(),
                UUID.randomUUID(),
                like.pact(),
                name,
                like.author(),
                null,
                null,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                A_RUN,
                0,
                List.of("model"),
                "sha256:" + name);
    }

    private static List<Observation> seen() {
        var lines = IntStream.range(0, A_RUN)
                .mapToObj(i -> ("{\"run\":\"x\",\"task\":\"t%d\",\"model\":\"model\",\"latency_ms\":12.5,"
                                + "\"output\":\"the order %d was sent on its way this morning\"}")
                        .formatted(i, i))
                .collect(Collectors.joining("\n"));
        return RunFile.parse("x", lines).runs().getFirst().observations();
    }
}
