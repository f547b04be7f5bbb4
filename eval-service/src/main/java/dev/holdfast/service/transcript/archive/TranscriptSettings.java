package dev.holdfast.service.transcript.archive;

import dev.holdfast.service.transcript.Masking;
import java.util.OptionalInt;

/// What an organisation wants of its transcripts.
///
/// @param masking  taken out before anything is kept
/// @param keepDays after which they are erased; absent for never
public record TranscriptSettings(Masking masking, OptionalInt keepDays) {
    static final TranscriptSettings NONE = new TranscriptSettings(Masking.NONE, OptionalInt.empty());

    private static final int MOST_DAYS = 36_500;

    public TranscriptSettings {
        if (keepDays.isPresent() && (keepDays.getAsInt() < 1 || keepDays.getAsInt() > MOST_DAYS)) {
            throw new IllegalArgumentException("transcripts are kept for 1 to " + MOST_DAYS + " days");
        }
    }
}
