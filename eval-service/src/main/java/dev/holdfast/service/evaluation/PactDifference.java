package dev.holdfast.service.evaluation;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Promise;
import dev.holdfast.service.bundle.Bundle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What changed from one version of a pact to another: in its files, and in what they mean.
public record PactDifference(Names files, Names promises, Names metrics, Names tasks) {
    /// Things by name.
    public record Names(List<String> added, List<String> removed, List<String> changed) {
        static Names of(Map<String, ?> before, Map<String, ?> after) {
            var all = new TreeSet<>(before.keySet());
            all.addAll(after.keySet());
            return new Names(
                    all.stream().filter(name -> !before.containsKey(name)).toList(),
                    all.stream().filter(name -> !after.containsKey(name)).toList(),
                    all.stream()
                            .filter(name -> before.containsKey(name) && after.containsKey(name))
                            .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                            .toList());
        }
    }

    static PactDifference of(Bundle before, Bundle after) {
        try (var one = before.open();
                var other = after.open()) {
            return of(before, one.read(), after, other.read());
        }
    }

    private static PactDifference of(Bundle before, PactFile one, Bundle after, PactFile other) {
        return new PactDifference(
                Names.of(before.files(), after.files()),
                Names.of(promises(one), promises(other)),
                Names.of(metrics(one), metrics(other)),
                Names.of(tasks(one), tasks(other)));
    }

    /// By what they are about; the text says the bound as well.
    private static Map<String, String> promises(PactFile file) {
        var promises = new LinkedHashMap<String, String>();
        for (var promise : file.pact().promises()) {
            promises.put(promise.id(), text(file, promise) + promise.mode());
        }
        return promises;
    }

    private static String text(PactFile file, Promise promise) {
        return switch (promise) {
            case Promise.OfMetric of -> of.text(file.pact().metricOf(of).unit());
            case Promise.SameDistribution same -> same.text();
        };
    }

    private static Map<String, Digest> metrics(PactFile file) {
        return file.pact().metrics().values().stream().collect(Collectors.toMap(Metric::name, Metric::digest));
    }

    private static Map<String, GoldenTask> tasks(PactFile file) {
        return file.suite().tasks().stream().collect(Collectors.toMap(GoldenTask::id, task -> task));
    }
}
