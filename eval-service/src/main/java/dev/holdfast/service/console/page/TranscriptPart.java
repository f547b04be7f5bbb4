package dev.holdfast.service.console.page;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.service.transcript.Transcript;
import java.util.List;
import java.util.Optional;

/// What was asked and answered word for word, as far as masks have left it.
///
/// @param erased whether there is nothing left to read
public record TranscriptPart(
        boolean erased, Excerpt request, Optional<Excerpt> response, Optional<Excerpt> failure, List<Call> calls) {
    private static final int LONGEST = 20_000;

    /// A tool that was called.
    public record Call(String name, Excerpt arguments, Optional<Excerpt> result) {}

    public static TranscriptPart of(Optional<Transcript> transcript) {
        return transcript
                .map(read -> new TranscriptPart(
                        false,
                        excerpt(read.request()),
                        read.response().map(TranscriptPart::excerpt),
                        read.failure().map(TranscriptPart::excerpt),
                        read.calls().stream().map(TranscriptPart::call).toList()))
                .orElseGet(() -> new TranscriptPart(true, excerpt(""), Optional.empty(), Optional.empty(), List.of()));
    }

    private static Call call(Transcript.Call call) {
        return new Call(
                IncidentsPage.line(call.name()),
                excerpt(call.arguments()),
                call.result().map(TranscriptPart::excerpt));
    }

    private static Excerpt excerpt(String text) {
        return Excerpt.of(Visible.text(text), LONGEST);
    }
}
