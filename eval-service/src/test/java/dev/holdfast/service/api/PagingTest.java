package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Api;
import dev.holdfast.service.TestService;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PagingTest {
    private final Api admin = TestService.admin("acme");

    @Test
    void goesThroughAListOnce() {
        for (var i = 0; i < 7; i++) {
            admin.post("/v1/projects", "{\"name\": \"p%d\"}".formatted(i));
        }

        var seen = new ArrayList<String>();
        var path = "/v1/projects?limit=3";
        for (var next = path; next != null; ) {
            var page = admin.get(next).json();
            page.path("items").forEach(item -> seen.add(item.path("name").asText()));
            next = page.has("nextCursor")
                    ? path + "&cursor=" + page.path("nextCursor").asText()
                    : null;
        }

        assertThat(seen).containsExactly("p6", "p5", "p4", "p3", "p2", "p1", "p0");
    }

    @Test
    void refusesACursorOfAnotherList() {
        admin.post("/v1/projects", "{\"name\": \"a\"}");
        admin.post("/v1/projects", "{\"name\": \"b\"}");
        var cursor = admin.get("/v1/projects?limit=1").text("nextCursor");

        assertThat(admin.get("/v1/agents?cursor=" + cursor).text("code")).isEqualTo("cursor");
    }

    @Test
    void refusesWhatIsNoCursorAndNoLimit() {
        for (var query :
                List.of("cursor=x", "cursor=%00", "cursor=cHJvamVjdHMgeCB5", "limit=0", "limit=501", "limit=many")) {
            assertThat(admin.get("/v1/projects?" + query).status()).as(query).isEqualTo(422);
        }
    }
}
