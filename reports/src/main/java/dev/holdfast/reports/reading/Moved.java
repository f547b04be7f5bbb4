package dev.holdfast.reports.reading;

import dev.holdfast.schema.evaluation.Attribution;
import dev.holdfast.schema.evaluation.Attribution.State;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Evidence;
import java.util.List;
import java.util.Optional;

/// What changed, as the person on call wants to read it.
///
/// @param sentence who moved, or that nobody is shown to have
/// @param changed  parts that are not as they were certified
/// @param also     what else is suspected and is no changed part
/// @param unknown  parts that not both sides recorded: they may have changed
/// @param same     parts that are as they were certified
public record Moved(
        String sentence,
        List<Attribution.Part> changed,
        List<String> also,
        List<Attribution.Part> unknown,
        List<Attribution.Part> same) {

    /// Empty for evaluations of versions that did not say.
    public static Optional<Moved> of(Evaluation evaluation) {
        return evaluation.attribution().map(Moved::of);
    }

    private static Moved of(Attribution attribution) {
        return new Moved(
                attribution.sentence(),
                attribution.changed(),
                also(attribution),
                parts(attribution, State.UNKNOWN),
                parts(attribution, State.SAME));
    }

    /// Of the finding that the sentence is about, all but the first suspect, which the sentence names.
    private static List<String> also(Attribution attribution) {
        return attribution.explained().stream()
                .filter(explained -> explained.sentence().equals(attribution.sentence()))
                .limit(1)
                .flatMap(explained -> explained.suspects().stream().skip(1))
                .filter(suspect -> !(suspect.evidence() instanceof Evidence.Changed))
                .map(Attribution.Suspect::sentence)
                .toList();
    }

    private static List<Attribution.Part> parts(Attribution attribution, State state) {
        return attribution.parts().stream()
                .filter(part -> part.state() == state)
                .toList();
    }

    /// The changed parts that the sentence does not name already.
    public List<Attribution.Part> untold() {
        return changed.stream().filter(part -> !sentence.contains(course(part))).toList();
    }

    /// `certified → now`.
    public static String course(Attribution.Part part) {
        return before(part) + " → " + after(part);
    }

    public static String before(Attribution.Part part) {
        return part.before().orElse("not recorded");
    }

    public static String after(Attribution.Part part) {
        return part.after().orElse("not recorded");
    }

    /// The names of parts in a row.
    public static String names(List<Attribution.Part> parts) {
        return String.join(", ", parts.stream().map(Attribution.Part::name).toList());
    }
}
