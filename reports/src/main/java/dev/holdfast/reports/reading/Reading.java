package dev.holdfast.reports.reading;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.pact.Mode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One finding, ready to be shown: how the promise stands, the evidence if there is any, its slices worst first.
public record Reading(
        Finding.Promised promised,
        String sentence,
        Standing standing,
        boolean confirmed,
        Optional<Comparison> comparison,
        List<Finding.Slice> slices) {

    private static final Comparator<Reading> MOST_SERIOUS_FIRST = Comparator.comparing(
                    (Reading reading) -> reading.standing == Standing.KEPT)
            .thenComparing(reading -> reading.promised.mode(), Comparator.reverseOrder())
            .thenComparing(Reading::standing);

    private static final Comparator<Finding.Slice> WORST_FIRST = Comparator.comparingDouble(slice ->
            Worse.of(slice.change()).oriented(slice.change().difference().value()));

    /// Every finding, those that decide the verdict before the others, in the pact's order where they weigh the same.
    public static List<Reading> of(Evaluation evaluation) {
        return evaluation.findings().stream()
                .map(Reading::of)
                .sorted(MOST_SERIOUS_FIRST)
                .toList();
    }

    public static Reading of(Finding finding) {
        return switch (finding) {
            case Finding.Kept kept -> compared(finding, kept.comparison(), kept.slices(), false);
            case Finding.Broken broken -> compared(finding, broken.comparison(), broken.slices(), broken.confirmed());
            case Finding.Inconclusive open -> compared(finding, open.comparison(), open.slices(), false);
            case Finding.NotMeasured not ->
                new Reading(not.promised(), not.sentence(), Standing.NOT_MEASURED, false, Optional.empty(), List.of());
        };
    }

    private static Reading compared(
            Finding finding, Comparison comparison, List<Finding.Slice> slices, boolean confirmed) {
        var worstFirst = slices.stream().sorted(WORST_FIRST).toList();
        return new Reading(
                finding.promised(),
                finding.sentence(),
                Standing.of(finding),
                confirmed,
                Optional.of(comparison),
                worstFirst);
    }

    /// Whether the verdict depends on it.
    public boolean decides() {
        return promised.mode() == Mode.ENFORCE;
    }

    /// Whether this alone keeps a gate closed.
    public boolean denies() {
        return decides() && standing != Standing.KEPT;
    }

    /// What the promise's mode means for the reader.
    public String weight() {
        return switch (promised.mode()) {
            case ENFORCE -> "enforced";
            case WARN -> "warns only";
            case OBSERVE -> "observed only";
        };
    }
}
