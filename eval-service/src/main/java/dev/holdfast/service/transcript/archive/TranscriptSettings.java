package dev.holdfast.service.transcript.archive;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;

import dev.holdfast.service.transcript.Masking;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import java.util.OptionalInt;

/// What an organisation wants of its transcripts.
///
/// @param masking  taken out before anything is kept
/// @param keepDays after which they are erased; absent for never
/// @param capture  whether those of runs that the service makes are kept; where it is not said they are not
public record TranscriptSettings(
        Masking masking,
        @Schema(requiredMode = NOT_REQUIRED) OptionalInt keepDays,
        @Schema(requiredMode = NOT_REQUIRED) Optional<Boolean> capture) {
    static final TranscriptSettings NONE = new TranscriptSettings(Masking.NONE, OptionalInt.empty(), Optional.empty());

    /// Whether the service keeps the transcripts of the runs that it makes.
    public boolean captures() {
        return capture.orElse(false);
    }

    private static final int MOST_DAYS = 36_500;

    public TranscriptSettings {
        if (keepDays.isPresent() && (keepDays.getAsInt() < 1 || keepDays.getAsInt() > MOST_DAYS)) {
            throw new IllegalArgumentException("transcripts are kept for 1 to " + MOST_DAYS + " days");
        }
    }
}
