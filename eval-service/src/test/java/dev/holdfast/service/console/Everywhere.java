package dev.holdfast.service.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;

/// Every page of the console, in an organisation that has something to show on each: an agent that drifted, a pact of
/// two
/// versions, answers that wait for people, a page for customers.
///
/// @param pages their addresses, by a name
record Everywhere(Story story, Court court, Map<String, String> pages) implements AutoCloseable {
    static Everywhere open(String organisation) {
        var story = Story.drifted(organisation);
        var run = story.demand().path("run").asText();
        var court = Court.of(story.team());
        court.hears(2);
        court.isLabelled(3);
        story.publish(mended(story));
        var admin = Visitor.bearing(story.team().admin().token());
        var flipped = admin.get("/console/runs/" + run)
                .body()
                .replaceAll("(?s).*▼ worse</span> <bdi class=\"id\">([^<]*)</bdi>.*", "$1");
        admin.submit("/console/status-pages", Map.of("title", "How our agents are"));
        var status = Jsoup.parse(admin.get("/console/admin").body())
                .select("#status h3 a")
                .attr("href");
        var pages = new LinkedHashMap<String, String>();
        pages.put("agents", "/console/agents");
        pages.put("agent", "/console/agents/" + story.agent());
        pages.put("run", "/console/runs/" + run);
        pages.put("task", "/console/runs/" + run + "/task?name=" + URLEncoder.encode(flipped, StandardCharsets.UTF_8));
        pages.put("incidents", "/console/incidents");
        pages.put("incident", "/console/incidents/" + story.incident());
        pages.put("pacts", "/console/pacts");
        pages.put("pact", "/console/pacts/" + story.pact());
        pages.put("difference", "/console/pacts/" + story.pact() + "/versions/2");
        pages.put("new-pact", "/console/pacts/new");
        pages.put("reviews", "/console/reviews");
        pages.put("admin", "/console/admin");
        pages.put("status", status);
        pages.put("sign-in", "/console/sign-in");
        return new Everywhere(story, court, pages);
    }

    private static Map<String, String> mended(Story story) {
        var files = new TreeMap<>(story.desk().files());
        files.computeIfPresent(
                "pact.yaml",
                (_, yaml) -> yaml.replace("at_least: 85%", "at_least: 80%")
                        .replace("\nwatch:", "\nwatch:\n  spend: {per_month: 2 USD}"));
        return files;
    }

    @Override
    public void close() {
        court.close();
        story.close();
    }
}
