package dev.holdfast.baselines.certify;

import dev.holdfast.baselines.compare.ScoreStream;
import dev.holdfast.baselines.watch.CertifiedScatter;
import dev.holdfast.schema.baseline.RunScatter;
import dev.holdfast.schema.pact.Mode;
import dev.holdfast.schema.run.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// How much whole runs differ from one another on each watched stream, and whether its promise can live with that.
///
/// Replays scatter by chance, and every test reckons with it. What whole runs scatter beyond that no test of one
/// run can tell from a change of the agent.
final class Steadiness {
    /// Runs are certified rarely, so only what chance hardly ever brings is held against them; shared by all streams.
    private static final double ALPHA = 0.01;

    private static final double SHOWN = 0.95;

    /// From half the tolerance on, about one unchanged run in forty falls by more than all of it.
    private static final double DOUBTFUL = 0.5;

    private final List<Stand> stands;

    /// One stream: what was seen, and the share of its deviation that replays do not explain.
    private record Stand(ScoreStream stream, RunScatter scatter, double unexplained, double allowed, double p) {}

    Steadiness(List<ScoreStream> streams, List<Run> runs) {
        this.stands = runs.size() < 2
                ? List.of()
                : streams.stream()
                        .flatMap(stream -> stand(stream, runs).stream())
                        .toList();
    }

    List<RunScatter> scatter() {
        return stands.stream().map(Stand::scatter).toList();
    }

    /// Why these runs cannot be certified: an unchanged agent would break an enforced promise by itself.
    List<String> refusals() {
        return unsteady()
                .filter(Steadiness::isUnbearable)
                .map(stand -> (sentence(stand) + ", more than the promise \"%s\" allows: an unchanged agent would break"
                                + " it by itself. Find out what differs from run to run and certify anew, leave a run"
                                + " out with --run if its cause is known, or allow more")
                        .formatted(promise(stand)))
                .toList();
    }

    /// What makes a baseline provisional.
    List<String> doubts() {
        return unsteady()
                .filter(stand -> !isUnbearable(stand))
                .map(stand -> (sentence(stand) + ", which is much of what the promise \"%s\" allows; find out why, or"
                                + " certify more runs on more days")
                        .formatted(promise(stand)))
                .toList();
    }

    private Stream<Stand> unsteady() {
        return stands.stream()
                .filter(stand -> stand.p() <= ALPHA / stands.size())
                .filter(stand -> stand.unexplained() > DOUBTFUL * stand.allowed());
    }

    private static boolean isUnbearable(Stand stand) {
        return stand.unexplained() > stand.allowed()
                && stand.scatter().slice().isEmpty()
                && !stand.stream().promise().about().mode().equals(Optional.of(Mode.WARN));
    }

    private static String promise(Stand stand) {
        return stand.stream().promise().text(stand.stream().metric().unit());
    }

    private static String sentence(Stand stand) {
        return "whole runs differ from one another by ±%s%s on %s, beyond what their replays explain"
                .formatted(
                        stand.stream().metric().unit().difference(stand.unexplained()),
                        stand.scatter()
                                .slice()
                                .map(tag -> " on the tag \"" + tag + "\"")
                                .orElse(""),
                        stand.stream().metric().name());
    }

    private static Optional<Stand> stand(ScoreStream stream, List<Run> runs) {
        var means = means(stream, runs);
        if (means.length < runs.size()) {
            return Optional.empty();
        }
        var certified = CertifiedScatter.of(
                stream.scale(),
                runs.stream().map(run -> stream.tallies(List.of(run))).toList());
        var deviation = StandardDeviation.of(means).getAsDouble();
        var scatter = new RunScatter(
                stream.promise().id(),
                stream.slice(),
                runs.size(),
                certified.ratio(),
                certified.atMost(SHOWN),
                deviation);
        var unexplained = certified.ratio() > 1 ? deviation * Math.sqrt(1 - 1 / certified.ratio()) : 0;
        var allowed = stream.tolerance().allowance(Mean.of(means).getAsDouble());
        var p = ChiSquaredDistribution.of(certified.freedom())
                .survivalProbability(certified.ratio() * certified.freedom());
        return Optional.of(new Stand(stream, scatter, unexplained, allowed, p));
    }

    /// The mean of each run over the tasks that every run has scores of; none if there is no such task.
    private static double[] means(ScoreStream stream, List<Run> runs) {
        List<Map<String, double[]>> scores =
                runs.stream().map(run -> stream.scores(List.of(run))).toList();
        return scores.stream()
                .flatMap(run -> run.entrySet().stream()
                        .filter(task -> scores.stream().allMatch(other -> other.containsKey(task.getKey())))
                        .mapToDouble(task -> Mean.of(task.getValue()).getAsDouble())
                        .average()
                        .stream()
                        .boxed())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
