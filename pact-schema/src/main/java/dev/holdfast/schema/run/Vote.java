package dev.holdfast.schema.run;

import dev.holdfast.schema.json.Digest;
import java.util.Optional;

/// What a judge said of an answer when it was asked.
///
/// A vote is no observation of the agent: it is kept beside the answers, so that a score that rests on it can be
/// made again without asking anybody.
///
/// @param ballot  of everything that the judge was asked, and by which settings it was asked
/// @param judge   by its name in the pact
/// @param model   that answered, as the server names it
/// @param label     what it said; empty where it said nothing that it was allowed to say
/// @param problem   why there is no label, although it was heard
/// @param unreached why it was not heard: nothing was said of the answer, and it is asked again the next time
public record Vote(
        Digest ballot,
        String judge,
        Optional<String> model,
        Optional<String> label,
        Optional<String> problem,
        Optional<String> unreached) {
    /// Of a judge that was heard.
    public Vote(Digest ballot, String judge, Optional<String> model, Optional<String> label, Optional<String> problem) {
        this(ballot, judge, model, label, problem, Optional.empty());
    }

    /// Of a judge that was not.
    public static Vote unreached(Digest ballot, String judge, String why) {
        return new Vote(ballot, judge, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(why));
    }
}
