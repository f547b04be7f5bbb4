package dev.holdfast.schema.pact;

import java.time.Duration;
import java.util.Optional;

/// Reads how a pact wants to be watched, and what happens on drift.
final class WatchReader {
    private WatchReader() {}

    static Watch watch(Cursor at) {
        var defaults = Watch.DEFAULT;
        var triggers = at.child("on_change").items().stream()
                .flatMap(item -> item.choice(Watch.Trigger.class).stream())
                .toList();
        var every = every(at);
        return new Watch(
                every,
                jitter(at.child("jitter"), every),
                triggers,
                at.child("false_alarms")
                        .parse(Written::alarms, "a budget such as 1 per year")
                        .orElse(defaults.falseAlarms()),
                detect(at.child("detect")),
                repeats(at.child("repeats")),
                new Watch.Spend(
                        money(at.child("spend").child("per_run")),
                        money(at.child("spend").child("per_month"))));
    }

    private static Optional<Watch.Schedule> every(Cursor at) {
        var zone = at.child("zone").parse(Written::zone, "a time zone such as Europe/Zurich");
        var every = at.child("every")
                .parse(Written::schedule, "a time such as 6h, or a cron expression of five fields")
                .map(schedule -> schedule instanceof Watch.Schedule.Cron(var expression, var usual)
                        ? new Watch.Schedule.Cron(expression, zone.orElse(usual))
                        : schedule);
        if (zone.isPresent()
                && every.filter(Watch.Schedule.Cron.class::isInstance).isEmpty()) {
            at.child("zone").keyProblem("a zone says something of a cron expression only");
        }
        return every;
    }

    private static Duration jitter(Cursor at, Optional<Watch.Schedule> every) {
        var jitter = at.parse(Written::duration, "a time such as 10m").orElse(Duration.ZERO);
        if (jitter.isPositive() && every.isEmpty()) {
            at.keyProblem("jitter says something of \"every\" only");
        }
        if (every.orElse(null) instanceof Watch.Schedule.Interval(var length) && jitter.compareTo(length) >= 0) {
            at.problem("a run must be begun before the next one is due: \"jitter\" is shorter than \"every\"");
        }
        return jitter;
    }

    private static Optional<Watch.Detect> detect(Cursor at) {
        var drop = at.child("drop").parse(Tolerance::parse, "a drop with its unit, such as 5pt");
        var runs = at.child("within").parse(Written::runs, "a number of runs such as \"2 runs\"");
        return drop.isPresent() && runs.isPresent()
                ? Optional.of(new Watch.Detect(drop.get(), runs.get()))
                : Optional.empty();
    }

    private static Optional<Watch.Repeats> repeats(Cursor at) {
        var times = at.whole();
        return times.isPresent()
                ? Optional.of(new Watch.Repeats.Times(times.getAsInt()))
                : at.text().map(_ -> new Watch.Repeats.Auto());
    }

    private static Optional<Watch.Money> money(Cursor at) {
        return at.parse(Written::money, "an amount such as 2.50 USD");
    }

    static Response response(Cursor at) {
        return new Response(
                at.child("notify").texts(),
                act(at.child("do")),
                at.child("mode").choice(Response.Approval.class).orElse(Response.NOTHING.mode()));
    }

    private static Response.Act act(Cursor at) {
        if (at.has("pin")) {
            return new Response.Act.Pin(at.child("pin").node().asText());
        }
        if (at.has("remediate")) {
            return new Response.Act.Remediate(at.child("remediate").node().asText());
        }
        return at.text().equals(Optional.of("rollback")) ? new Response.Act.Rollback() : new Response.Act.Nothing();
    }
}
