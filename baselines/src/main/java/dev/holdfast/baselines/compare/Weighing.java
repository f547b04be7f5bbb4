package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.TwoOneSidedTests;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Finding;
import java.util.List;
import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Weighs the evidence about one promise: kept, broken, or not known.
///
/// Broken takes both a real change (p-value, adjusted for everything looked at) and one as large as the promise
/// forbids. Kept takes a bound on the right side of the limit. Confirmed takes the whole interval beyond it,
/// a baseline that is not provisional, and a metric that does not rest on judges alone.
final class Weighing {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /// More replays than this is not advice any more.
    private static final double MOST_REPLAYS = 1e6;

    private final PromiseEvidence evidence;
    private final boolean riseIsHarm;
    private final double alpha;
    private final boolean confirmable;
    private final Wording wording;

    /// @param provisional whether the baseline is too thin for anything automatic to rest on it
    Weighing(PromiseEvidence evidence, double alpha, boolean provisional) {
        this.evidence = evidence;
        this.confirmable = !provisional && !evidence.subject().judged();
        this.riseIsHarm = Gatherer.riseIsHarm(evidence.promise());
        this.alpha = alpha;
        this.wording = new Wording(evidence);
    }

    Finding finding() {
        var promised = evidence.promised();
        if (evidence.notMeasured().isPresent()) {
            var cause = evidence.notMeasured().get();
            return new Finding.NotMeasured(promised, wording.notMeasured(cause), cause);
        }
        var comparison = evidence.comparison().orElseThrow();
        var slices = slices();
        var brokenSlices = slices.stream().filter(Finding.Slice::broken).toList();
        if (isBroken(comparison)) {
            return new Finding.Broken(
                    promised, wording.broken(comparison), comparison, slices, confirmable && isConfirmed(comparison));
        }
        if (comparison instanceof Comparison.Change change && fallsAlongItsSession(change)) {
            var sentence = wording.brokenSession(evidence.session().orElseThrow());
            return new Finding.Broken(promised, sentence, comparison, slices, false);
        }
        if (!brokenSlices.isEmpty()) {
            var confirmed = confirmable && brokenSlices.stream().anyMatch(slice -> isConfirmed(slice.change()));
            return new Finding.Broken(
                    promised, wording.brokenSlice(brokenSlices.getFirst(), comparison), comparison, slices, confirmed);
        }
        if (isKept(comparison)) {
            return new Finding.Kept(promised, wording.kept(comparison), comparison, slices);
        }
        var more = moreReplays(comparison);
        return new Finding.Inconclusive(promised, wording.inconclusive(comparison, more), comparison, slices, more);
    }

    /// Never confirmed: the place of a fall along a session has an interval, its size has none.
    private boolean fallsAlongItsSession(Comparison.Change change) {
        return evidence.session()
                .filter(fall -> fall.p() <= alpha && fall.size() >= change.allowed())
                .isPresent();
    }

    /// Worst first, so that the reader sees the drop before the gain that hides it.
    private List<Finding.Slice> slices() {
        return evidence.slices().entrySet().stream()
                .map(slice -> new Finding.Slice(slice.getKey(), slice.getValue(), isBroken(slice.getValue())))
                .sorted(java.util.Comparator.comparingDouble(slice -> -harm(slice.change())))
                .toList();
    }

    private boolean isBroken(Comparison comparison) {
        return switch (comparison) {
            case Comparison.Change change -> change.adjustedP() <= alpha && harm(change) >= change.allowed();
            case Comparison.Level level -> level.adjustedP() <= alpha;
            case Comparison.Breaches breaches -> breaches.count() > 0;
            case Comparison.Distribution distribution -> distribution.adjustedP() <= alpha;
        };
    }

    private boolean isKept(Comparison comparison) {
        return switch (comparison) {
            case Comparison.Change change -> TwoOneSidedTests.isNonInferior(worstHarm(change), change.allowed());
            case Comparison.Level level -> riseIsHarm ? level.worst() <= level.bound() : level.worst() >= level.bound();
            case Comparison.Breaches breaches -> breaches.count() == 0;
            // that no change was found shows nothing; that the answers are as alike as they were does
            case Comparison.Distribution distribution ->
                distribution
                        .likeness()
                        .filter(l -> TwoOneSidedTests.isNonInferior(l.worst(), l.allowed()))
                        .isPresent();
        };
    }

    private boolean isConfirmed(Comparison comparison) {
        return switch (comparison) {
            case Comparison.Change change ->
                (riseIsHarm ? change.difference().low() : -change.difference().high()) > change.allowed();
            case Comparison.Level level ->
                riseIsHarm
                        ? level.candidate().low() > level.bound()
                        : level.candidate().high() < level.bound();
            case Comparison.Breaches breaches -> breaches.count() > 0;
            case Comparison.Distribution distribution ->
                distribution
                        .likeness()
                        .filter(l -> -l.difference().high() > l.allowed())
                        .isPresent();
        };
    }

    private double harm(Comparison.Change change) {
        return riseIsHarm ? change.difference().value() : -change.difference().value();
    }

    private double worstHarm(Comparison.Change change) {
        return riseIsHarm ? change.worst() : -change.worst();
    }

    /// Uncertainty shrinks with the root of the sample; how large must the sample be for this estimate to
    /// decide?
    private OptionalInt moreReplays(Comparison comparison) {
        return switch (comparison) {
            case Comparison.Change change -> {
                var room = change.allowed() - harm(change);
                var margin = worstHarm(change) - harm(change);
                yield room > 0 ? more(margin / room, change.sample()) : toProve(change.adjustedP(), change.sample());
            }
            case Comparison.Level level -> {
                var room = riseIsHarm
                        ? level.bound() - level.candidate().value()
                        : level.candidate().value() - level.bound();
                var margin = Math.abs(level.candidate().value() - level.worst());
                yield room > 0 ? more(margin / room, level.sample()) : toProve(level.adjustedP(), level.sample());
            }
            case Comparison.Breaches _ -> OptionalInt.empty();
            case Comparison.Distribution distribution ->
                distribution.likeness().map(l -> more(l, distribution.sample())).orElse(OptionalInt.empty());
        };
    }

    private static OptionalInt more(Comparison.Likeness likeness, Comparison.Sample sample) {
        var apart = Math.abs(likeness.difference().value());
        var room = likeness.allowed() - apart;
        return room > 0 ? more((likeness.worst() - apart) / room, sample) : OptionalInt.empty();
    }

    private OptionalInt toProve(double p, Comparison.Sample sample) {
        var have = p < 0.5 ? NORMAL.inverseSurvivalProbability(p) : 0;
        return have <= 0 ? OptionalInt.empty() : more(NORMAL.inverseSurvivalProbability(alpha) / have, sample);
    }

    private static OptionalInt more(double ratio, Comparison.Sample sample) {
        var more = (ratio * ratio - 1) * sample.newReplays();
        return more <= MOST_REPLAYS ? OptionalInt.of(Math.max(1, (int) Math.ceil(more))) : OptionalInt.empty();
    }
}
