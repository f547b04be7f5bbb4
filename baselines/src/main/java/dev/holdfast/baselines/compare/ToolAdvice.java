package dev.holdfast.baselines.compare;

import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.evaluation.ToolReading;
import dev.holdfast.schema.pact.Handling;
import dev.holdfast.schema.pact.Probe;
import dev.holdfast.schema.pact.Unit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// What to say of an agent that makes up what a failed tool did not tell it, or passes over it in silence.
///
/// It is told from a share of [#LARGE] on and two replays. No test is made: an invented answer is one, whether or not
/// there are more of them than chance explains.
final class ToolAdvice {
    private static final double LARGE = 0.05;

    private ToolAdvice() {}

    /// One sentence a tool and fault that the agent does not bear.
    static List<String> of(List<ToolReading> readings) {
        return readings.stream().flatMap(reading -> of(reading).stream()).toList();
    }

    private static Optional<String> of(ToolReading reading) {
        var invented = reading.invented().filter(_ -> isLarge(reading, Handling.INVENTED));
        var silent = isLarge(reading, Handling.WENT_ON);
        if (invented.isEmpty() && !silent) {
            return Optional.empty();
        }
        var says = invented.stream()
                .map(estimate -> percent(estimate.value()) + " of answers are invented" + interval(estimate))
                .collect(Collectors.toList());
        if (silent) {
            says.add(percent(share(reading, Handling.WENT_ON)) + " go on without a word about it");
        }
        return Optional.of(reading.tool() + " " + failing(reading) + ": " + String.join(", ", says)
                + ": have the agent say that it could not look it up.");
    }

    private static boolean isLarge(ToolReading reading, Handling handling) {
        return count(reading, handling) >= 2 && share(reading, handling) >= LARGE;
    }

    private static double share(ToolReading reading, Handling handling) {
        return (double) count(reading, handling) / reading.failures();
    }

    private static int count(ToolReading reading, Handling handling) {
        return Objects.requireNonNullElse(reading.handled().get(handling), 0);
    }

    private static String failing(ToolReading reading) {
        return reading.fault()
                .flatMap(Probe.Fault::of)
                .map(fault -> switch (fault) {
                    case TIMEOUT -> "timing out";
                    case ERROR -> "reporting errors";
                    case MALFORMED -> "answering by halves";
                    case EMPTY -> "answering nothing";
                    case SLOW -> "being slow";
                    case WRONG_TYPE -> "answering with wrong types";
                    case PLAUSIBLE -> "telling what is not true";
                })
                .orElse("failing");
    }

    private static String percent(double share) {
        return Unit.SHARE.text(share);
    }

    private static String interval(Estimate estimate) {
        return " (95 %% interval %s … %s)".formatted(percent(estimate.low()), percent(estimate.high()));
    }
}
