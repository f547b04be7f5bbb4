package dev.holdfast.schema.baseline;

import dev.holdfast.schema.json.Digest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a baseline states about itself; signed together with the observations.
///
/// @param metrics     the digest of every metric's definition at certification
/// @param promises    ids of the promises that were certified
/// @param questions   short digest of what each task asked, so that a reworded one is not compared
/// @param levels      the certified mean of every metric, for people; never used to compare agents
/// @param scatter     how much whole runs differ from one another, by watched promise and tag; empty for a single run
/// @param scores      mean score by metric and task of what reads the answer; only to tell a changed scorer
/// @param control     the control's runs, where the pact declares one
/// @param provisional whether it is too thin to be relied on
/// @param limits      what it cannot know, in words
public record Certificate(
        String pact,
        Digest pactDigest,
        Digest suiteDigest,
        Map<String, Digest> metrics,
        List<String> promises,
        Map<String, String> questions,
        List<CertifiedRun> runs,
        Map<String, Level> levels,
        List<RunScatter> scatter,
        boolean provisional,
        List<String> limits,
        Pin pin,
        Instant certifiedAt,
        String holdfast,
        Optional<Map<String, Map<String, Double>>> scores,
        Optional<List<CertifiedRun>> control) {

    public Certificate {
        metrics = Map.copyOf(metrics);
        promises = List.copyOf(promises);
        runs = List.copyOf(runs);
        questions = Map.copyOf(questions);
        levels = Map.copyOf(levels);
        scatter = List.copyOf(scatter);
        limits = List.copyOf(limits);
        scores = scores.map(Certificate::ordered);
        control = control.map(List::copyOf);
    }

    /// So that the same certificate is the same JSON in every process.
    private static Map<String, Map<String, Double>> ordered(Map<String, Map<String, Double>> scores) {
        var ordered = new TreeMap<String, Map<String, Double>>();
        scores.forEach((metric, tasks) -> ordered.put(metric, Collections.unmodifiableMap(new TreeMap<>(tasks))));
        return Collections.unmodifiableMap(ordered);
    }

    /// One of the runs that were certified.
    public record CertifiedRun(String run, int tasks, int observations, long failures) {}

    /// A certified value with its 95 % interval.
    public record Level(double value, double low, double high, int tasks) {}
}
