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
    static Scene open(Channel channel, Map<String, Actuator> actuators) {
        var founded = TestService.organisation("acme");
        var scene = new Scene(
                founded.organisation().organisation(),
                TestService.bearing(founded.issued().secret()));
        TestService.bean(Switchboard.class)
                .connect(
                        scene.organisation(),
                        new Switchboard.Lines(
                                List.of(Route.DEFAULT), Map.of("oncall", channel), actuators, Links.NONE));
        return scene;
    }

    Tenant tenant() {
        return Tenant.of(organisation);
    }

    Occasion drift(int agent, Instant at) {
        return occasion(agent, evaluation(agent, at, 75), true);
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
