package dev.holdfast.service.demo;

import dev.holdfast.alerting.incident.Alarm;
import dev.holdfast.alerting.incident.Since;
import dev.holdfast.baselines.plan.History;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The alarms of a watch over runs, in the words of incidents.
final class Alarms {
    private Alarms() {}

    /// Those that have rung.
    static List<Alarm> of(History history) {
        Map<String, Instant> times = history.runs().stream()
                .filter(entry -> entry.at().isPresent())
                .collect(
                        Collectors.toMap(History.Entry::run, entry -> entry.at().orElseThrow()));
        var heat = history.runs().getLast().heat();
        return history.alarms().stream().map(alarm -> of(alarm, heat, times)).toList();
    }

    private static Alarm of(History.Alarm alarm, double heat, Map<String, Instant> times) {
        var since =
                new Since(time(alarm.earliest(), times), time(alarm.likeliest(), times), time(alarm.latest(), times));
        return new Alarm(alarm.promise(), alarm.slice(), heat, since);
    }

    private static Instant time(String run, Map<String, Instant> times) {
        return times.getOrDefault(run, Instant.EPOCH);
    }
}
