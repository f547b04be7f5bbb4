package dev.holdfast.harness.score;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Measure.Juror;
import dev.holdfast.schema.pact.Message;
import java.util.List;
import java.util.Optional;

/// One question to one judge.
///
/// @param asked    the conversation that the answer answers
/// @param expected the good answer, where the task tells it
/// @param answers  one to be graded, or two to be compared, in the order in which they are shown
/// @param labels   what the judge may say
public record Ballot(
        Juror juror,
        String rubric,
        List<Message> asked,
        Optional<String> expected,
        List<String> answers,
        List<String> labels) {
    /// What a judge of two answers may say.
    static final List<String> PAIR = List.of("FIRST", "SECOND", "TIE");

    /// Part of every ballot's digest: raised when judges are asked in other words.
    private static final int WORDING = 1;

    public Ballot {
        asked = List.copyOf(asked);
        answers = List.copyOf(answers);
        labels = List.copyOf(labels);
    }

    /// Names the question: a vote belongs to whoever asks the same again.
    public Digest digest() {
        return Json.digest(List.of(WORDING, juror.settings(), rubric, asked, expected, answers, labels));
    }
}
