package dev.holdfast.service.review;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/// An answer that a person is asked about.
///
/// @param storedAt   of its run
/// @param metric     whose jury is asked about the same; empty where none is
/// @param definition names what the jury is asked
/// @param detail     why, in words
/// @param labels     that may be given, and what each is worth
/// @param jury       the jury's score; absent where it gave none
/// @param drawn      whether chance has picked it from everything that the jury saw
public record ReviewItem(
        UUID id,
        UUID pact,
        UUID run,
        Instant storedAt,
        String task,
        int repeat,
        String metric,
        String definition,
        Reason reason,
        String detail,
        String question,
        Optional<String> expected,
        Map<String, Double> labels,
        OptionalDouble jury,
        boolean drawn) {
    /// A label as it is kept: in an order, which the keys of JSON have not.
    record Choice(String label, double worth) {}

    /// Why a person is asked.
    public enum Reason {
        /// The agent's policy has handed it over.
        ESCALATED,
        /// It stands for all others.
        DRAWN,
        /// The judges do not agree.
        SPLIT
    }
}
