package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.Statistic;
import dev.holdfast.schema.evaluation.Attribution.Explained;
import dev.holdfast.schema.evaluation.Attribution.Part;
import dev.holdfast.schema.evaluation.Attribution.State;
import dev.holdfast.schema.evaluation.Attribution.Suspect;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Evidence;
import dev.holdfast.schema.evaluation.Mover;
import dev.holdfast.schema.pact.Promise;
import dev.holdfast.schema.pact.Tolerance;
import dev.holdfast.schema.pact.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;

/// Weighs who may have moved in one finding.
///
/// First what has a measured size: the scorer, which moved the same answers, and the control, which moved with the
/// agent. Then what a model on this machine is computed on, before the model is. Then what is certain to have changed
/// on the agent's side. Then, where nothing did and the answers still
/// changed, the model by exclusion. Last what changed around the agent and is not shown to matter.
final class Suspicion {
    private static final Tolerance NONE = new Tolerance.Relative(0);

    /// Without these, nobody can be suspected by exclusion.
    private static final Set<Mover> OF_THE_REQUEST = Set.of(Mover.PROMPT, Mover.TOOLS, Mover.PARAMETERS, Mover.TARGET);

    /// How strong the evidence is, strongest first.
    private enum Strength {
        MEASURED,
        COMPUTED_ON,
        CHANGED,
        EXCLUDED,
        AROUND,
        UNKNOWN
    }

    private record Ranked(Strength strength, Suspect suspect) {}

    private final PromiseEvidence evidence;
    private final List<Part> parts;
    private final Optional<Evidence.Rescored> drift;
    private final Optional<Evidence.Controlled> control;
    private final double alpha;
    private final boolean riseIsHarm;
    private final OptionalDouble p;
    private final boolean moved;
    private final List<Ranked> ranked = new ArrayList<>();

    Suspicion(
            PromiseEvidence evidence,
            List<Part> parts,
            Optional<Evidence.Rescored> drift,
            Optional<ControlComparison> control,
            Confidence confidence) {
        this.evidence = evidence;
        this.parts = parts;
        this.drift = drift;
        this.alpha = confidence.alpha();
        this.riseIsHarm = evidence.promise() instanceof Promise.OfMetric promise
                && (Gatherer.riseIsHarm(promise) || promise instanceof Promise.Never);
        this.control = control.flatMap(
                c -> evidence.scored().flatMap(scored -> c.of(scored.metric(), scored.pairs(), riseIsHarm)));
        this.p = p(confidence);
        this.moved = p.isPresent() && p.getAsDouble() <= alpha;
    }

    Explained explained() {
        grader();
        harness();
        computedOn();
        agent();
        pact();
        around();
        var suspects = ranked.stream()
                .sorted(Comparator.comparing(Ranked::strength))
                .map(Ranked::suspect)
                .toList();
        return new Explained(
                evidence.promised().id(),
                moved,
                new Suspects(suspects, control, moved, p, allowed(), alpha).sentence(),
                suspects);
    }

    private OptionalDouble allowed() {
        return evidence.comparison().orElse(null) instanceof Comparison.Change change && change.unit() == Unit.SHARE
                ? OptionalDouble.of(change.allowed())
                : OptionalDouble.empty();
    }

    /// That the agent's answers changed for the worse as much as this by chance alone.
    private OptionalDouble p(Confidence confidence) {
        if (evidence.comparison().orElse(null) instanceof Comparison.Change whole) {
            var slices = evidence.slices().values().stream().mapToDouble(Comparison.Change::adjustedP);
            return DoubleStream.concat(DoubleStream.of(whole.adjustedP()), slices)
                    .min();
        }
        if (evidence.comparison().orElse(null) instanceof Comparison.Distribution answers) {
            return OptionalDouble.of(answers.adjustedP());
        }
        return evidence.scored()
                .filter(scored -> !scored.pairs().pairs().isEmpty())
                .map(scored ->
                        new Change(scored.pairs(), scored.metric().unit(), Statistic.MEAN, riseIsHarm, confidence))
                .filter(Change::isMeasurable)
                .map(change -> OptionalDouble.of(change.measure(NONE).p()))
                .orElse(OptionalDouble.empty());
    }

    /// Both sides are scored with today's scorer, so it moves a level and not a difference.
    private void grader() {
        evidence.scored().ifPresent(this::grader);
    }

    private void grader(PromiseEvidence.MetricScores scored) {
        var name = WhatChanged.scorerOf(scored.metric());
        var isDifference = evidence.comparison().orElse(null) instanceof Comparison.Change;
        if (drift.isPresent() && !isDifference && isHarm(drift.get().shift())) {
            var size = Math.abs(drift.get().shift());
            var larger = !moved || size >= Math.abs(shift(scored.pairs()));
            add(
                    larger ? Strength.MEASURED : Strength.AROUND,
                    Mover.GRADER,
                    drift.get(),
                    Suspects.rescored(drift.get()));
            return;
        }
        changed().stream()
                .filter(part -> part.name().equals(name))
                .forEach(part -> add(
                        Strength.AROUND,
                        Mover.GRADER,
                        Suspects.evidence(part),
                        "The " + name
                                + " changed too. Both sides are scored with today's, so it explains this only where"
                                + " new answers meet a rule that no certified answer met."));
    }

    private void harness() {
        if (control.isEmpty() || control.get().controlP() > alpha) {
            return;
        }
        var size = Math.abs(control.get().control().value());
        var most = agentBeyondControl()
                && size < Math.abs(control.get().difference().value());
        add(
                most ? Strength.AROUND : Strength.MEASURED,
                Mover.HARNESS,
                control.get(),
                Suspects.controlled(control.get(), agentBeyondControl()));
    }

    /// Whether the agent is shown to have moved for the worse beyond what the control did.
    private boolean agentBeyondControl() {
        return control.isPresent() && control.get().differenceP() <= alpha;
    }

    private boolean isTheHarness() {
        return control.isPresent() && control.get().controlP() <= alpha && !agentBeyondControl();
    }

    /// Weights and what computes with them make an answer together; where the latter changed, nothing can be said of
    /// the former.
    private void computedOn() {
        changed().stream()
                .filter(Suspects::isComputedOn)
                .forEach(part ->
                        add(Strength.COMPUTED_ON, part.mover(), Suspects.evidence(part), Suspects.sentence(part)));
    }

    private void agent() {
        var ofAgent =
                changed().stream().filter(part -> part.mover().isOfTheAgent()).toList();
        ofAgent.forEach(part -> add(Strength.CHANGED, part.mover(), Suspects.evidence(part), Suspects.sentence(part)));
        changed().stream()
                .filter(part -> part.mover() == Mover.UNKNOWN)
                .forEach(
                        part -> add(Strength.CHANGED, Mover.UNKNOWN, Suspects.evidence(part), Suspects.sentence(part)));
        var isExplained = ranked.stream()
                .anyMatch(each -> each.strength() == Strength.CHANGED || each.strength() == Strength.COMPUTED_ON);
        if (moved && !isTheHarness() && !isExplained) {
            exclude();
        }
    }

    private void exclude() {
        var unknown = parts.stream()
                .filter(part -> OF_THE_REQUEST.contains(part.mover()) && part.state() == State.UNKNOWN)
                .map(Part::name)
                .toList();
        var together = parts.stream().anyMatch(part -> part.mover() == Mover.UNKNOWN && part.state() == State.SAME);
        if (unknown.isEmpty() || together) {
            var same = parts.stream()
                    .filter(part -> part.state() == State.SAME)
                    .filter(part -> part.mover().isOfTheAgent() || part.mover() == Mover.UNKNOWN)
                    .map(Part::name)
                    .toList();
            add(
                    Strength.EXCLUDED,
                    Mover.MODEL,
                    new Evidence.Remainder(same, p.orElseThrow()),
                    Suspects.remainder(p.orElseThrow()));
        } else {
            add(Strength.UNKNOWN, Mover.UNKNOWN, new Evidence.NotRecorded(unknown), Suspects.notRecorded(unknown));
        }
    }

    /// A bound that the certified answers break as well is a new bound, not a new behaviour.
    private void pact() {
        evidence.scored().ifPresent(scored -> pact(scored.pairs()));
    }

    private void pact(PairedScores scores) {
        var pact = changed().stream().filter(part -> part.name().equals("pact")).findFirst();
        var level = Change.mean(Change.means(scores.certified()));
        var broken = switch (evidence.promise()) {
            case Promise.AtLeast(var _, var bound) -> level < bound;
            case Promise.AtMost(var _, var bound) -> level > bound;
            default -> false;
        };
        var newBound = broken
                && drift.isEmpty()
                && evidence.promise() instanceof Promise.OfMetric promise
                && promise.about().statistic().name().equals("MEAN");
        pact.filter(_ -> newBound)
                .ifPresent(part -> add(
                        moved ? Strength.AROUND : Strength.MEASURED,
                        Mover.PACT,
                        Suspects.evidence(part),
                        "The pact changed, and the certified answers do not keep this bound either."));
    }

    private void around() {
        changed().stream()
                .filter(part -> part.mover() == Mover.HARNESS || part.mover() == Mover.ENVIRONMENT)
                .filter(part -> !Suspects.isComputedOn(part))
                .forEach(part -> add(
                        isTheHarness() ? Strength.MEASURED : Strength.AROUND,
                        part.mover(),
                        Suspects.evidence(part),
                        Suspects.sentence(part)));
    }

    private List<Part> changed() {
        return parts.stream().filter(part -> part.state() == State.CHANGED).toList();
    }

    private static double shift(PairedScores scores) {
        return Change.mean(Change.means(scores.candidate())) - Change.mean(Change.means(scores.certified()));
    }

    private boolean isHarm(double shift) {
        return riseIsHarm ? shift > 0 : shift < 0;
    }

    private void add(Strength strength, Mover mover, Evidence why, String sentence) {
        ranked.add(new Ranked(strength, new Suspect(mover, why, sentence)));
    }
}
