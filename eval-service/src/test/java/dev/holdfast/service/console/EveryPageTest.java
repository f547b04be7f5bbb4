package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Route;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class EveryPageTest {
    private static final Everywhere EVERYWHERE = Everywhere.open("everywhere");
    private static final Pattern SOURCE = Pattern.compile("(?:src|href)=\"(/console/assets/[^\"]+)\"");
    /// Parts of pages, addresses that lead on, and a file.
    private static final Set<String> NO_PAGES = Set.of(
            "/console/assets/{name}",
            "/console/agents/{id}/timeline",
            "/console/runs/{id}/replays",
            "/console/evaluations/{id}",
            "/console/provider/begin",
            "/console/provider/end",
            "/console/incidents/{id}/prospect",
            "/console/admin/verification",
            "/console/reviews/calibration");

    private final Visitor admin =
            Visitor.bearing(EVERYWHERE.story().team().admin().token());

    @AfterAll
    static void close() {
        EVERYWHERE.close();
    }

    @Test
    void isAmongThoseThatAreLookedAt() {
        var routes = Route.ofConsole().stream()
                .filter(route -> route.method().equals("GET") && !NO_PAGES.contains(route.path()))
                .map(Route::path)
                .collect(Collectors.toSet());

        assertThat(routes)
                .hasSizeGreaterThan(10)
                .allSatisfy(route -> assertThat(EVERYWHERE.pages().values())
                        .anyMatch(
                                path -> path.replaceAll("\\?.*", "").matches(route.replaceAll("\\{[^}]*}", "[^/]+"))));
    }

    @Test
    void weighsLessThanThreeHundredKilobytes() {
        assertThat(EVERYWHERE.pages()).hasSizeGreaterThan(10).allSatisfy((_, path) -> {
            var page = admin.get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(weight(page.body())).as(path).isGreaterThan(50_000).isLessThan(300_000);
        });
    }

    /// In bytes, as nothing is packed: the page, and what it has the browser fetch.
    private int weight(String page) {
        return page.getBytes(java.nio.charset.StandardCharsets.UTF_8).length
                + SOURCE.matcher(page)
                        .results()
                        .map(source -> admin.get(source.group(1)))
                        .peek(asset -> assertThat(asset.headers()
                                        .firstValue("Cache-Control")
                                        .orElse(""))
                                .contains("immutable"))
                        .mapToInt(asset -> asset.body().length())
                        .sum();
    }
}
