package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.TwoOneSidedTests;
import dev.holdfast.schema.evaluation.Attribution.Part;
import dev.holdfast.schema.evaluation.Attribution.Suspect;
import dev.holdfast.schema.evaluation.Evidence;
import dev.holdfast.schema.evaluation.Mover;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.schema.run.Environment;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// Says to a person who may have moved, and no more than is known.
///
/// @param moved   whether the agent's answers are shown to have changed for the worse
/// @param p       that they changed as much by chance alone, where it could be tested
/// @param allowed by the promise, where it is about a change of a share
record Suspects(
        List<Suspect> suspects,
        Optional<Evidence.Controlled> control,
        boolean moved,
        OptionalDouble p,
        OptionalDouble allowed,
        double alpha) {

    String sentence() {
        return suspects.isEmpty() ? "Nobody is shown to have moved: " + nobody() + "." : first() + stayed();
    }

    private String nobody() {
        return p.isPresent() && !moved
                ? "nothing that is recorded changed, and the answers differ no more than chance allows (" + chance(p)
                        + ")"
                : "nothing that is recorded changed";
    }

    private String first() {
        var suspect = suspects.getFirst();
        return switch (suspect.evidence()) {
            case Evidence.Changed changed -> suspect.mover() == Mover.PACT ? suspect.sentence() : changed();
            case Evidence.Rescored _ -> suspect.sentence() + agentToo();
            case Evidence.Controlled _, Evidence.Rejudged _, Evidence.Remainder _, Evidence.NotRecorded _ ->
                suspect.sentence();
        };
    }

    private String agentToo() {
        return moved
                ? " The agent's answers changed as well (" + chance(p) + ")."
                : " The agent is not shown to have moved" + (p.isPresent() ? " (" + chance(p) + ")." : ".");
    }

    /// Whether it is something that a model on this machine is computed on.
    static boolean isComputedOn(Part part) {
        return part.mover() == Mover.ENVIRONMENT && Environment.computesWith(part.name());
    }

    private boolean isComputedOn(Suspect suspect) {
        return suspect.mover() == Mover.ENVIRONMENT
                && suspect.evidence() instanceof Evidence.Changed changed
                && Environment.computesWith(changed.what());
    }

    /// What changed beyond doubt; of several nobody is singled out.
    private String changed() {
        return isComputedOn(suspects.getFirst()) ? computedOn() : ofTheAgent();
    }

    private String computedOn() {
        var what = suspects.stream()
                .filter(this::isComputedOn)
                .map(suspect -> told((Evidence.Changed) suspect.evidence()))
                .collect(Collectors.joining("; "));
        var agentToo = suspects.stream().anyMatch(suspect -> suspect.mover().isOfTheAgent());
        return "The environment changed, on which the model is computed: " + what + "."
                + (agentToo
                        ? " The agent changed as well; this run cannot tell which of them it was."
                        : " Nothing of the agent that is recorded did.")
                + ifMoved();
    }

    private String ofTheAgent() {
        var changed = suspects.stream()
                .filter(suspect -> suspect.evidence() instanceof Evidence.Changed
                        && (suspect.mover().isOfTheAgent() || suspect.mover() == Mover.UNKNOWN))
                .toList();
        if (changed.isEmpty()) {
            return "Nothing on the agent's side that is recorded changed. "
                    + suspects.getFirst().sentence() + ifMoved();
        }
        var movers = changed.stream().map(Suspect::mover).distinct().toList();
        var what = changed.stream()
                .map(suspect -> told((Evidence.Changed) suspect.evidence()))
                .collect(Collectors.joining("; "));
        var who = movers.stream().map(Mover::words).collect(Collectors.joining(" and "));
        if (movers.equals(List.of(Mover.UNKNOWN))) {
            return "Something that is sent along changed: " + what + ". Which part is not recorded." + ifMoved();
        }
        var several = movers.size() > 1 ? " This run cannot tell which of them it was." : "";
        return capitalised(who) + " changed: " + what + "." + several + ifMoved();
    }

    private String ifMoved() {
        return moved || p.isEmpty()
                ? ""
                : " The answers are not shown to have changed for the worse (" + chance(p) + ").";
    }

    /// A control that stayed speaks for the agent's side: shown to have stayed is more than not shown to have moved.
    private String stayed() {
        return control.filter(c -> c.controlP() > alpha)
                .map(c -> " The control, asked through the same harness, is %s (%s)."
                        .formatted(
                                isEquivalent(c)
                                        ? "shown to have stayed within "
                                                + c.unit().difference(allowed.orElseThrow())
                                        : "not shown to have moved",
                                shift(c.unit(), c.control().value())))
                .orElse("");
    }

    /// Two one-sided tests by the interval: the whole of it lies within what the promise allows, either way.
    private boolean isEquivalent(Evidence.Controlled controlled) {
        var change = controlled.control();
        return allowed.isPresent() && TwoOneSidedTests.isEquivalent(change.low(), change.high(), allowed.getAsDouble());
    }

    static Evidence.Changed evidence(Part part) {
        return new Evidence.Changed(
                part.name(), part.before().orElse("unknown"), part.after().orElse("unknown"));
    }

    static String sentence(Part part) {
        return capitalised(told(evidence(part))) + ".";
    }

    private static String told(Evidence.Changed changed) {
        return changed.what() + " " + changed.before() + " → " + changed.after();
    }

    static String rescored(Evidence.Rescored drift) {
        var tasks = drift.changed().isPresent()
                ? ", %d of %d tasks".formatted(drift.changed().getAsInt(), drift.tasks())
                : "";
        return "The scorer alone moves %s by %s on the unchanged certified answers, from %s to %s%s."
                .formatted(
                        drift.metric(),
                        shift(drift.unit(), drift.shift()),
                        drift.unit().text(drift.certified()),
                        drift.unit().text(drift.today()),
                        tasks);
    }

    static String controlled(Evidence.Controlled control, boolean agentBeyond) {
        var moved = "the control moved by %s as well (%s)"
                .formatted(shift(control.unit(), control.control().value()), chance(control.controlP()));
        var beyond = "%s, 95 %% interval %s … %s, %s"
                .formatted(
                        shift(control.unit(), control.difference().value()),
                        Wording.signed(control.unit(), control.difference().low()),
                        Wording.signed(control.unit(), control.difference().high()),
                        chance(control.differenceP()));
        return agentBeyond
                ? "The harness or what it stands on, in part: " + moved + ", but the agent moved further (" + beyond
                        + ")."
                : "The harness or what it stands on, not the model: " + moved
                        + ", and the agent is not shown to have moved further (" + beyond + ").";
    }

    static String remainder(double p) {
        return "The model, silently: nothing that we can see of the agent changed, and yet its answers did (%s)."
                .formatted(chance(p));
    }

    static String notRecorded(List<String> unknown) {
        return "Who moved cannot be told: not both sides recorded %s.".formatted(String.join(", ", unknown));
    }

    private static String shift(Unit unit, double difference) {
        return Wording.signed(unit, difference) + (unit == Unit.SHARE ? " points" : "");
    }

    private static String chance(OptionalDouble p) {
        return chance(p.orElseThrow());
    }

    private static String chance(double p) {
        return p < 0.0001 ? "p < 0.0001" : String.format(Locale.ROOT, p < 0.01 ? "p = %.4f" : "p = %.2f", p);
    }

    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
