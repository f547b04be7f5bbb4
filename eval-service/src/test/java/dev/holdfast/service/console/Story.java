package dev.holdfast.service.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.alerting.actuator.Actuator;
import dev.holdfast.alerting.notify.Links;
import dev.holdfast.alerting.notify.Route;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.Hosted;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import dev.holdfast.service.demo.Desk;
import dev.holdfast.service.respond.Switchboard;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// An organisation with an order desk that was certified and then drifted, told by real calls of the API while a real
/// agent
/// answers.
record Story(Team team, Api operator, Desk desk, String agent, String pact) implements AutoCloseable {
    private static final int CERTIFIED_RUNS = 3;

    /// Certified by two people.
    static Story certified(String organisation) {
        return certified(organisation, Set.of());
    }

    private static Story certified(String organisation, Set<String> hooks) {
        var desk = Desk.open();
        var team = Team.found(organisation);
        var agent = team.admin()
                .post(
                        "/v1/agents",
                        Json.line(
                                Map.of("project", team.project(), "name", "order-desk", "about", "Orders and refunds")))
                .text("id");
        connect(team, desk, hooks);
        var sent = team.author()
                .post("/v1/pacts", Json.line(Map.of("project", team.project(), "agent", agent, "files", desk.files())));
        var story = new Story(team, Team.member(team.admin(), "operator"), desk, agent, sent.text("pact"));
        new Hosted(team, story.pact()).certify(CERTIFIED_RUNS);
        return story;
    }

    /// Certified, sound for a run, and then another agent behind the same name.
    static Story drifted(String organisation) {
        return drifted(organisation, Set.of());
    }

    /// @param hooks that may be run
    static Story drifted(String organisation, Set<String> hooks) {
        var story = certified(organisation, hooks);
        story.demand();
        story.desk.drifts();
        story.demand();
        story.demand();
        return story;
    }

    private static void connect(Team team, Desk desk, Set<String> hooks) {
        var remedies = new TreeMap<String, Actuator>();
        hooks.forEach(name -> remedies.put(name, desk.actuator()));
        var organisation = UUID.fromString(team.admin().get("/v1/me").text("organisation"));
        TestService.bean(Switchboard.class)
                .connect(
                        organisation,
                        new Switchboard.Lines(
                                List.of(Route.DEFAULT),
                                Map.of(),
                                new Switchboard.Hands(Map.of("order-desk", desk.actuator()), remedies, Map.of()),
                                Links.NONE));
    }

    /// Keeps a new version of the pact.
    void publish(Map<String, String> files) {
        var sent = team.author()
                .post("/v1/pacts", Json.line(Map.of("project", team.project(), "agent", agent, "files", files)));
        if (sent.status() != 201) {
            throw new IllegalStateException(sent.body());
        }
    }

    /// Has the pact run, and waits until that is over.
    JsonNode demand() {
        return new Hosted(team, pact).run();
    }

    /// The incident that is open.
    String incident() {
        return team.admin()
                .get("/v1/incidents")
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asText();
    }

    Visitor as(Api member) {
        return Visitor.bearing(member.token());
    }

    @Override
    public void close() {
        desk.close();
    }
}
