package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Api;
import dev.holdfast.service.Route;
import dev.holdfast.service.TestService;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Thousands of requests that nobody would send, to every route, with a fixed seed: whatever comes, it is never our
/// fault.
final class FuzzTest {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 2_000);
    private static final int NO_ANSWER = 0;
    private static final List<String> FIELDS = List.of(
            "name",
            "roles",
            "project",
            "about",
            "member",
            "scopes",
            "expiresAt",
            "files",
            "entry",
            "pact",
            "runs",
            "file",
            "choice",
            "reason",
            "pem",
            "run",
            "version",
            "digest",
            "candidate",
            "environment",
            "onInconclusive",
            "agent",
            "subject");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "x",
            "00000000-0000-0000-0000-000000000000",
            "../../etc/passwd",
            "\\u0000",
            "\\ud800",
            "' OR 1=1 --",
            "9".repeat(400),
            "2020-01-01T00:00:00Z",
            "+999999999-12-31T23:59:59Z",
            "pact.yaml",
            "admin",
            "CERTIFY",
            "sha256:zz",
            "{{7*7}}",
            "%s%n",
            "日本語",
            "a".repeat(5_000));

    private final Random random = new Random(20261129);
    private final Api admin = TestService.admin("fuzz");

    @Test
    void neverBlamesItself() {
        var routes = Route.all();
        var faults = new ArrayList<String>();

        for (var i = 0; i < REQUESTS; i++) {
            var route = routes.get(random.nextInt(routes.size()));
            var parameter =
                    URLEncoder.encode(text().replace("\\u0000", "\0").replace("\\ud800", "?"), StandardCharsets.UTF_8);
            var body = body();
            var status = status(route, parameter, body);
            if (status == NO_ANSWER || status >= 500) {
                faults.add("%s %s %s %s: %d".formatted(route.method(), route.path(), parameter, body, status));
            }
        }

        assertThat(faults).isEmpty();
    }

    /// The server hangs up after a line that is too long; what comes next on that line goes unanswered once.
    private int status(Route route, String parameter, String body) {
        for (var tries = 0; tries < 2; tries++) {
            try {
                return route.ask(admin, parameter, body).status();
            } catch (UncheckedIOException e) {
                // asked again
            }
        }
        return NO_ANSWER;
    }

    private String body() {
        return switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 -> "{";
            case 2 -> "[" + value(2) + "]";
            case 3 -> "\"" + text() + "\"";
            case 4 -> "[".repeat(300);
            default -> object(3);
        };
    }

    private String object(int depth) {
        var fields = new ArrayList<String>();
        for (var i = random.nextInt(6); i >= 0; i--) {
            fields.add("\"" + FIELDS.get(random.nextInt(FIELDS.size())) + "\":" + value(depth - 1));
        }
        return "{" + String.join(",", fields) + "}";
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> "null";
            case 1 -> Boolean.toString(random.nextBoolean());
            case 2 -> Long.toString(random.nextLong());
            case 3 -> "1e999";
            case 4 -> "\"" + text() + "\"";
            case 5 -> "[" + value(depth - 1) + "," + value(depth - 1) + "]";
            default -> object(depth);
        };
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
