package dev.holdfast.schema.baseline;

import dev.holdfast.schema.json.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What a baseline states about itself; signed together with the observations.
///
/// @param metrics     the digest of every metric's definition at certification
/// @param promises    ids of the promises that were certified
/// @param questions   short digest of what each task asked, so that a reworded one is not compared
/// @param levels      the certified mean of every metric, for people; never used to compare
/// @param scatter     how much whole runs differ from one another, by watched promise and tag; empty for a single run
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
        String holdfast) {

    public Certificate {
        metrics = Map.copyOf(metrics);
        promises = List.copyOf(promises);
        runs = List.copyOf(runs);
        questions = Map.copyOf(questions);
        levels = Map.copyOf(levels);
        scatter = List.copyOf(scatter);
        limits = List.copyOf(limits);
    }

    /// One of the runs that were certified.
    public record CertifiedRun(String run, int tasks, int observations, long failures) {}

    /// A certified value with its 95 % interval.
    public record Level(double value, double low, double high, int tasks) {}
}
