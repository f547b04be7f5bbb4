package dev.holdfast.service.console;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.service.Hosted;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import dev.holdfast.service.review.Gathering;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/// An agent that hands over what it is not sure of, and two judges who ask what the rest is worth: one that can tell,
/// and
/// one that flatters.
record Court(Team team, String pact, FakeAgent agent, FakeAgent careful, FakeAgent lenient) implements AutoCloseable {
    private static final int TASKS = 40;

    static Court open(String organisation) {
        return of(Team.found(organisation));
    }

    static Court of(Team team) {
        var agent = FakeAgent.start()
                .does(call -> new Reaction.Says("{\"text\": \"%s\", \"confidence\": %s}"
                        .formatted(
                                number(call.question()) % 2 == 0 ? "splendid" : "shabby " + call.question(),
                                number(call.question()) % 10 == 9 ? "0.1" : "0.9")));
        var careful = FakeAgent.start()
                .does(call -> new Reaction.Says(call.question().contains("splendid") ? "right" : "wrong"));
        var lenient = FakeAgent.start()
                .does(call -> new Reaction.Says(
                        call.question().contains("splendid") || call.question().contains("shabby 7?")
                                ? "right"
                                : "wrong"));
        var sent = team.publish(Map.of(
                "pact.yaml",
                """
                holdfast: 1
                pact: polite
                agent:
                  target: {openai: {base_url: "%s", model: m}}
                  policy: {confidence: $.confidence, escalate: {below: 40%%}}
                golden: [golden.jsonl]
                judges:
                  careful: {openai: {base_url: "%s", model: c}}
                  lenient: {openai: {base_url: "%s", model: l}}
                metrics: {fine: {judge: {rubric: rubric.md, jury: [careful, lenient], labels: {wrong: 0, right: 1}}}}
                promises: [{metric: fine, max_drop: 5pt}]
                """.formatted(agent.url(), careful.url(), lenient.url()),
                "golden.jsonl",
                IntStream.range(0, TASKS)
                        .mapToObj(i -> "{\"id\": \"t%d\", \"input\": \"%d?\"}".formatted(i, i))
                        .collect(Collectors.joining("\n")),
                "rubric.md",
                "Is it fine?"));
        if (sent.status() != 201) {
            throw new IllegalStateException(sent.body());
        }
        return new Court(team, sent.text("pact"), agent, careful, lenient);
    }

    /// Runs, and what people are to be asked about them.
    void hears(int runs) {
        for (var i = 0; i < runs; i++) {
            new Hosted(team, pact).run();
        }
        TestService.bean(Gathering.class)
                .gather(UUID.fromString(team.admin().get("/v1/me").text("organisation")));
    }

    /// A careful person labels what waits, but for some.
    void isLabelled(int leaving) {
        var person = Visitor.bearing(team.author().token());
        for (var page = reviews(person); waiting(page) > leaving; page = reviews(person)) {
            var card = page.select("article:has(form)").getFirst();
            person.submit(
                    card.select("form").attr("action"),
                    Map.of("label", card.text().contains("splendid") ? "right" : "wrong"));
        }
    }

    private static Document reviews(Visitor person) {
        return Jsoup.parse(person.get("/console/reviews").body());
    }

    private static int waiting(Document page) {
        return Integer.parseInt(page.select(".heading .lead").text().replaceAll("[^0-9].*", ""));
    }

    private static int number(String question) {
        return Integer.parseInt(question.replaceAll("[^0-9]", ""));
    }

    @Override
    public void close() {
        agent.close();
        careful.close();
        lenient.close();
    }
}
