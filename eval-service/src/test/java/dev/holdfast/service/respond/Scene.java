package dev.holdfast.service.respond;

import dev.holdfast.alerting.actuator.Actuator;
import dev.holdfast.alerting.incident.Alarm;
import dev.holdfast.alerting.incident.Contact;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.alerting.incident.Since;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.alerting.notify.Channel;
import dev.holdfast.alerting.notify.Links;
import dev.holdfast.alerting.notify.Route;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.TestService;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.month.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An organisation of its own in the real service, with agents that drift.
record Scene(UUID organisation, Api api) {
    private static final Instant NOW = Instant.parse("2026-10-02T08:00:00Z");

    static Scene open(Channel channel, Map<String, Actuator> actuators) {
        return open(channel, actuators, Map.of());
    }

    static Scene open(Channel channel, Map<String, Actuator> actuators, Map<String, Actuator> hooks) {
        var founded = TestService.organisation("acme");
        var scene = new Scene(
                founded.organisation().organisation(),
                TestService.bearing(founded.issued().secret()));
        TestService.bean(Switchboard.class)
                .connect(
                        scene.organisation(),
                        new Switchboard.Lines(
                                List.of(Route.DEFAULT),
                                Map.of("oncall", channel),
                                new Switchboard.Hands(actuators, hooks, Map.of()),
                                Links.NONE));
        return scene;
    }

    Tenant tenant() {
        return Tenant.of(organisation);
    }

    Acting acting() {
        return Acting.system(tenant(), "test");
    }

    Occasion drift(int agent, Instant at) {
        return occasion(agent, evaluation(agent, at, 75), true);
    }

    /// Over HTTP, by whoever ran it.
    Api.Answer handOver(int agent) {
        var occasion = drift(agent, NOW);
        return api.post(
                "/v1/occasions",
                Json.line(Map.of(
                        "pact", "pact-" + agent,
                        "agent", "agent-" + agent,
                        "environment", "prod",
                        "evaluation", occasion.evaluation(),
                        "alarms", occasion.alarms(),
                        "troubles", List.of(),
                        "contact", occasion.contact())));
    }

    Occasion fine(int agent, Instant at) {
        return occasion(agent, evaluation(agent, at, 98), false);
    }

    private static Evaluation evaluation(int agent, Instant at, int passed) {
        var tasks = IntStream.range(0, 100).boxed().collect(Collectors.toMap(task -> task, task -> task < passed));
        return new Trial(agent, at, tasks).evaluation(.97);
    }

    private Occasion occasion(int agent, Evaluation evaluation, boolean alarms) {
        var subject = new Subject(organisation.toString(), "pact-" + agent, "agent-" + agent, "prod");
        var alarm = new Alarm(Trial.PROMISE, Optional.empty(), 2, Since.exactly(evaluation.at()));
        return new Occasion(
                subject,
                evaluation,
                alarms ? List.of(alarm) : List.of(),
                List.of(),
                new Contact(Optional.empty(), List.of("oncall"), Optional.empty()));
    }
}
