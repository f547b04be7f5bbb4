package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Api;
import dev.holdfast.service.Route;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
    private final Team team = Team.found("fuzz");
    private final Api admin = team.admin();

    /// As the contract has it, spoilt here and there, so that most requests come past the reading of their body.
    @Test
    void neverBlamesItselfForWhatIsNearlyRight() {
        var yaml = TestService.bearing("").get("/openapi/holdfast.yml").body();
        var contract =
                new Contract(yaml, random, TEXTS.stream().map(FuzzTest::plain).toList(), ids());
        var faults = new ArrayList<String>();
        var answers = new TreeMap<Integer, Integer>();

        for (var i = 0; i < REQUESTS; i++) {
            var request = contract.request(i % contract.size());
            var status = status(() -> request.send(admin));
            answers.merge(status / 100, 1, Integer::sum);
            if (isFault(status)) {
                faults.add(request + ": " + status);
            }
        }

        System.out.printf(
                "%,d requests to %d operations of the contract, by hundreds of their status: %s%n",
                REQUESTS, contract.size(), answers);
        assertThat(faults).isEmpty();
        assertThat(answers.get(2)).as("requests that were good after all").isGreaterThan(REQUESTS / 50);
    }

    /// Of one of each, as far as an admin can make them, and of nothing.
    private List<String> ids() {
        var pact = team.publish(Map.of("pact.yaml", """
                        holdfast: 1
                        pact: fuzzed
                        agent: {target: {recorded: {file: unused.jsonl}}}
                        golden: [golden.jsonl]
                        metrics: {ok: {equals: {literal: 'yes'}}}
                        promises: [{metric: ok, max_drop: 5pt}]
                        """, "golden.jsonl", "{\"id\":\"t0\",\"input\":\"?\"}"))
                .text("pact");
        var run = team.record(pact, "{\"run\":\"first\",\"task\":\"t0\",\"output\":\"yes\"}")
                .json()
                .at("/runs/0/id")
                .asText();
        team.author().post("/v1/baselines", "{\"pact\": \"%s\", \"runs\": [\"%s\"]}".formatted(pact, run));
        return Stream.concat(
                        Stream.of(pact, run, team.project(), "00000000-0000-0000-0000-000000000000"),
                        Stream.of("/v1/members", "/v1/baselines")
                                .flatMap(list -> admin.get(list).json().findValuesAsText("id").stream()))
                // whoever asks may still do so afterwards
                .filter(id -> !id.equals(admin.get("/v1/me").text("member")))
                .toList();
    }

    @Test
    void neverBlamesItself() {
        var routes = Route.all();
        var faults = new ArrayList<String>();

        for (var i = 0; i < REQUESTS; i++) {
            var route = routes.get(random.nextInt(routes.size()));
            var parameter = URLEncoder.encode(plain(text()), StandardCharsets.UTF_8);
            var body = body();
            var status = status(() -> route.ask(admin, parameter, body));
            if (isFault(status)) {
                faults.add("%s %s %s %s: %d".formatted(route.method(), route.path(), parameter, body, status));
            }
        }

        assertThat(faults).isEmpty();
    }

    /// The server hangs up after a line that is too long; what comes next on that line goes unanswered once.
    private static int status(Supplier<Api.Answer> asked) {
        for (var tries = 0; tries < 2; tries++) {
            try {
                return asked.get().status();
            } catch (UncheckedIOException e) {
                // asked again
            }
        }
        return NO_ANSWER;
    }

    private static boolean isFault(int status) {
        return status == NO_ANSWER || status >= 500;
    }

    private static String plain(String text) {
        return text.replace("\\u0000", "\0").replace("\\ud800", "?");
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
