package dev.holdfast.baselines.compare;

import dev.holdfast.schema.evaluation.PolicyReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A policy's reading in sentences.
public final class PolicyWords {
    private PolicyWords() {}

    /// One sentence about what it took, and one for each metric.
    public static List<String> of(PolicyReading reading) {
        var sentences = new ArrayList<String>();
        sentences.add("Policy (%s): %s answers a replay over %d replays%s%s; %d handed over to a person (%s)%s."
                .formatted(
                        reading.policy(),
                        number(reading.answers()),
                        reading.replays(),
                        times(reading.cost(), " times the cost"),
                        times(reading.latency(), " times the latency"),
                        reading.escalated(),
                        percent((double) reading.escalated() / Math.max(1, reading.replays())),
                        reading.unknown() == 0
                                ? ""
                                : "; " + reading.unknown() + " replays left out, whose drafts do not suffice"));
        reading.metrics().forEach(metric -> sentences.add(of(metric)));
        return sentences;
    }

    private static String of(PolicyReading.OfMetric metric) {
        return "Policy, %s: first answers %s, as answered %s, %s points on the same replays (95 %% interval %s … %s, %d tasks)%s."
                .formatted(
                        metric.metric(),
                        percent(metric.first().value()),
                        percent(metric.kept().value()),
                        points(metric.gain().value()),
                        points(metric.gain().low()),
                        points(metric.gain().high()),
                        metric.tasks(),
                        metric.escalated()
                                .map(first -> "; first answers to what was handed over " + percent(first.value()))
                                .orElse(""));
    }

    private static String times(PolicyReading.Change change, String what) {
        var times = change.times();
        return times.isPresent() ? ", " + number(times.getAsDouble()) + what : "";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String points(double difference) {
        return String.format(Locale.ROOT, "%+.1f", 100 * difference);
    }
}
