package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alerting.incident.Alarm;
import dev.holdfast.alerting.incident.Contact;
import dev.holdfast.alerting.incident.Since;
import dev.holdfast.reports.Payloads;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import dev.holdfast.service.review.Gathering;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/// Whatever an agent, a task, a tag, a model, a name or a reason says, a page stays what it is: the same elements and
/// attributes as when everybody is polite, and no address but our own.
final class HostileTextTest {
    private static final List<String> PAYLOADS =
            Payloads.all().map(HostileTextTest::storable).distinct().toList();
    private static final Instant WHEN = Instant.parse("2026-11-29T08:00:00Z");
    private static final Set<String> EVER = Set.of("script", "link", "meta");

    private final Team team = Team.found("acme");
    private final Visitor admin = Visitor.bearing(team.admin().token());

    @Test
    void staysTextOnEveryPage() {
        var polite = pages(names("polite"));
        var hostile = pages(PAYLOADS);

        assertThat(PAYLOADS).hasSizeGreaterThanOrEqualTo(200);
        assertThat(words(polite))
                .as("no element and no attribute that polite pages have not")
                .containsAll(words(hostile));
        assertThat(hostile).allSatisfy(page -> {
            assertThat(Jsoup.parse(page).select("script")).hasSize(page.contains("<!DOCTYPE") ? 1 : 0);
            assertThat(addresses(page)).allMatch(address -> address.startsWith("/console/") || address.startsWith("#"));
        });
        assertThat(String.join("", hostile)).contains("&lt;script&gt;alert(1)").contains("&lt;img src=x onerror=");
    }

    /// Every page about an agent whose every text is one of these.
    private List<String> pages(List<String> texts) {
        var agent = team.admin()
                .post(
                        "/v1/agents",
                        Json.line(Map.of(
                                "project",
                                team.project(),
                                "name",
                                texts.getFirst() + texts.size(),
                                "about",
                                texts.get(1))))
                .text("id");
        var pact = publish(agent, texts);
        var certified = run(pact, texts, "a", text -> "yes");
        var again = run(pact, texts, "b", text -> "yes");
        certify(pact, List.of(certified, again));
        var drifted = run(pact, texts, "c", text -> text);
        team.author().post("/v1/evaluations", Json.line(Map.of("run", drifted)));
        var paths = new ArrayList<>(List.of(
                "/console/agents",
                "/console/agents/" + agent,
                "/console/runs/" + drifted,
                "/console/runs/" + drifted + "/replays?text=" + encoded(texts.getLast()),
                "/console/incidents",
                "/console/pacts",
                "/console/pacts/" + pact,
                "/console/pacts/" + changed(agent, pact, texts),
                "/console/reviews",
                "/console/admin"));
        handOver(pact, texts);
        incidents(texts).forEach(id -> paths.add("/console/incidents/" + id));
        paths.add(shown(texts));
        texts.forEach(text -> paths.add("/console/runs/" + drifted + "/task?name=" + encoded(text)));
        return paths.stream()
                .map(path -> admin.get(path))
                .peek(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200))
                .map(answer -> answer.body())
                .toList();
    }

    /// What a second version of the pact changed.
    private String changed(String agent, String pact, List<String> texts) {
        publish(agent, texts, "about: " + Json.line(texts.getLast()));
        return pact + "/versions/2";
    }

    /// Answers that an agent is not sure of, which people are asked about.
    private void handOver(String pact, List<String> texts) {
        var lines = texts.stream()
                .map(text -> Json.line(Map.of(
                        "run",
                        "handed over" + texts.size() + texts.getFirst(),
                        "task",
                        text,
                        "output",
                        text,
                        "escalated",
                        text)))
                .collect(Collectors.joining("\n"));
        var taken = team.record(pact, lines);
        assertThat(taken.status()).as(taken.body()).isEqualTo(201);
        TestService.bean(Gathering.class)
                .gather(UUID.fromString(team.admin().get("/v1/me").text("organisation")));
    }

    /// One for each text, in which everything is that text.
    private List<String> incidents(List<String> texts) {
        return texts.stream().map(this::incident).toList();
    }

    private String incident(String text) {
        var taken = team.admin()
                .post(
                        "/v1/occasions",
                        Json.line(Map.of(
                                "pact",
                                text,
                                "agent",
                                text,
                                "environment",
                                text,
                                "evaluation",
                                Payloads.everywhere(text),
                                "alarms",
                                List.of(new Alarm(text, Optional.empty(), 2, Since.exactly(WHEN))),
                                "troubles",
                                List.of(),
                                "contact",
                                new Contact(Optional.of(text), List.of(text), Optional.of(text)))));
        assertThat(taken.status()).as(taken.body()).isEqualTo(200);
        return taken.json().path("items").path(0).path("id").asText();
    }

    /// A page for customers.
    private String shown(List<String> texts) {
        admin.submit("/console/status-pages", Map.of("title", texts.get(3)));
        return Jsoup.parse(admin.get("/console/admin").body())
                .select("#status h3 a")
                .getFirst()
                .attr("href");
    }

    private String publish(String agent, List<String> texts) {
        return publish(agent, texts, "");
    }

    private String publish(String agent, List<String> texts, String about) {
        var golden = texts.stream()
                .map(text -> Json.line(Map.of("id", text, "input", text, "expected", text, "tags", List.of(text))))
                .collect(Collectors.joining("\n"));
        var yaml = """
                holdfast: 1
                pact: pact-%d
                agent: {target: {recorded: {file: unused.jsonl}}}
                golden: [golden.jsonl]
                metrics: {ok: {equals: {literal: 'yes'}}}
                promises: [{metric: ok, max_drop: 5pt, slices: test}]
                %s
                """.formatted(texts.hashCode(), about);
        var sent = team.author()
                .post(
                        "/v1/pacts",
                        Json.line(Map.of(
                                "project",
                                team.project(),
                                "agent",
                                agent,
                                "files",
                                Map.of("pact.yaml", yaml, "golden.jsonl", golden))));
        assertThat(sent.status()).as(sent.body()).isEqualTo(201);
        return sent.text("pact");
    }

    private String run(String pact, List<String> texts, String name, java.util.function.UnaryOperator<String> answer) {
        var lines = texts.stream()
                .map(text -> Json.line(Map.of(
                        "run",
                        texts.get(2) + name,
                        "task",
                        text,
                        "output",
                        answer.apply(text),
                        "model",
                        text,
                        "tool_calls",
                        List.of(Map.of("name", text, "arguments", Map.of("text", text), "result", text)))))
                .collect(Collectors.joining("\n"));
        var taken = team.record(pact, lines);
        assertThat(taken.status()).as(taken.body()).isEqualTo(201);
        return taken.json().path("runs").path(0).path("id").asText();
    }

    private void certify(String pact, List<String> runs) {
        var proposed = team.author().post("/v1/baselines", Json.line(Map.of("pact", pact, "runs", runs)));
        assertThat(proposed.status()).as(proposed.body()).isEqualTo(201);
        team.certifier()
                .post(
                        "/v1/baselines/" + proposed.text("id") + "/decision",
                        Json.line(Map.of("choice", "CERTIFY", "reason", PAYLOADS.getFirst())));
    }

    private static List<String> names(String name) {
        return IntStream.range(0, PAYLOADS.size()).mapToObj(i -> name + "-" + i).toList();
    }

    /// Elements with their attributes.
    private static Set<String> words(List<String> pages) {
        var words = new HashSet<String>();
        for (var page : pages) {
            for (Element element : Jsoup.parse(page).getAllElements()) {
                for (Attribute attribute : element.attributes()) {
                    words.add(element.normalName() + " " + attribute.getKey());
                }
                words.add(element.normalName());
            }
        }
        return words;
    }

    private static List<String> addresses(String page) {
        return Jsoup.parse(page).getAllElements().stream()
                .filter(element -> !EVER.contains(element.normalName()))
                .flatMap(element -> Stream.of("href", "src", "action", "hx-get", "hx-post", "formaction", "xlink:href")
                        .map(element::attr))
                .filter(address -> !address.isEmpty())
                .toList();
    }

    /// PostgreSQL keeps no NUL.
    private static String storable(String payload) {
        return payload.replace("\0", "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
