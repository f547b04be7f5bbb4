package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Team;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

final class PactsTest {
    private static final String SOURCE = """
            holdfast: 1
            pact: yes-sayer
            agent: {target: {recorded: {file: unused.jsonl}}}
            golden: [golden.jsonl]
            metrics: {ok: {equals: {literal: 'yes'}}}
            promises: [{metric: ok, max_drop: 5pt}]
            """;
    private static final String GOLDEN = IntStream.range(0, 40)
            .mapToObj("{\"id\":\"t%1$d\",\"input\":\"Is %1$d a number?\"}"::formatted)
            .collect(Collectors.joining("\n"));

    private final Team team = Team.found("acme");
    private final Visitor author = Visitor.bearing(team.author().token());
    private final Visitor certifier = Visitor.bearing(team.certifier().token());

    @Test
    void saysWhatIsWrongWhileAPactIsWritten() {
        var wrong = author.submit(
                "/console/pacts/new/lint", Map.of("source", SOURCE.replace("max_drop", "max_dorp"), "golden", GOLDEN));
        var right = author.submit("/console/pacts/new/lint", Map.of("source", SOURCE, "golden", GOLDEN));

        assertThat(wrong.body()).contains("pact.yaml:6:").contains("max_dorp").contains("did you mean");
        assertThat(right.body()).contains("Valid: 1 promise, 40 golden tasks.");
    }

    @Test
    void keepsAPactAndEveryChangeOfIt() {
        var pact = publish();

        author.submit(pact + "/versions", Map.of("source", SOURCE.replace("5pt", "3pt")));

        assertThat(author.get(pact).body())
                .contains("ok falls by at most 3 points")
                .contains("what it changed");
        assertThat(author.get(pact + "/versions/2").body())
                .contains("Promises changed")
                .contains("<del>5pt</del>")
                .contains("<ins>3pt</ins>");
    }

    @Test
    void isCertifiedByTwoPeople() {
        var pact = publish();
        var runs = new HashMap<String, String>();
        for (var name : new String[] {"a", "b"}) {
            runs.put("run_" + record(pact, name), "on");
        }

        author.submit(pact + "/baselines", runs);
        var own = author.get(pact).body();
        var waiting = certifier.get(pact).body();
        var decision = waiting.replaceAll("(?s).*action=\"(/console/baselines/[^\"]*)\".*", "$1");
        var refused = author.submit(decision, Map.of("choice", "certify", "reason", "looks good"));
        var decided = certifier.submit(decision, Map.of("choice", "certify", "reason", "looks good"));

        assertThat(own).contains("waits for somebody with the role certifier");
        assertThat(waiting).contains("Certify");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(decided.statusCode()).isEqualTo(303);
        assertThat(certifier.get(pact).body())
                .contains("certified by the certifier")
                .contains("looks good");
        assertThat(certifier.get("/console/pacts").body()).doesNotContain("waiting for a second person");
    }

    @Test
    void doesNotLetWhoPutItForwardCertifyIt() {
        var admin = Visitor.bearing(team.admin().token());
        var pact = publish();
        admin.submit(pact + "/baselines", Map.of("run_" + record(pact, "a"), "on"));

        var page = admin.get(pact).body();
        var decision = page.replaceAll("(?s).*action=\"(/console/baselines/[^\"]*)\".*", "$1");

        assertThat(page).contains("somebody else has to certify it").doesNotContain("value=\"certify\"");
        assertThat(admin.submit(decision, Map.of("choice", "certify", "reason", "mine"))
                        .body())
                .contains("cannot certify it");
    }

    private String publish() {
        var kept = author.submit(
                "/console/pacts/new", Map.of("project", team.project(), "source", SOURCE, "golden", GOLDEN));
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(303);
        return kept.headers().firstValue("Location").orElseThrow();
    }

    private String record(String pact, String name) {
        var lines = IntStream.range(0, 40)
                .mapToObj("{\"run\":\"%s\",\"task\":\"t%%d\",\"output\":\"yes\"}".formatted(name)::formatted)
                .collect(Collectors.joining("\n"));
        return team.record(pact.substring(pact.lastIndexOf('/') + 1), lines)
                .json()
                .path("runs")
                .path(0)
                .path("id")
                .asText();
    }

    @Test
    void drawsHowSoonAChangeIsFoundAgainstWhatItCosts() {
        try (var story = Story.certified("acme")) {
            var author = Visitor.bearing(story.team().author().token());
            var plan = Jsoup.parse(author.submit("/console/pacts/" + story.pact() + "/plan", Map.of())
                    .body());

            assertThat(plan.select("svg.plan").attr("aria-label")).contains("days until a change is found, at 4 paces");
            assertThat(plan.select("tr.declared").text())
                    .contains("6 h as the pact says")
                    .contains("USD");
            assertThat(plan.select("svg.plan").getFirst().select(".declared")).hasSize(1);
        }
    }
}
