package dev.holdfast.schema.evaluation;

import java.util.List;

/// Which tasks the candidate and the certificate have in common.
///
/// @param certified tasks in the certificate
/// @param common    certified tasks that the candidate answered
/// @param failed    certified tasks on which every replay of the candidate failed
/// @param reworded  certified tasks whose question is another one today; they are not compared
/// @param missing   ids that the candidate was never asked, at most the first twenty
/// @param missingCount how many
/// @param foreign   ids that the certificate does not know, at most the first twenty
/// @param foreignCount how many
/// @param replays       of the candidate, all together
/// @param failedReplays of these, without an answer
public record Coverage(
        int certified,
        int common,
        int failed,
        int reworded,
        List<String> missing,
        int missingCount,
        List<String> foreign,
        int foreignCount,
        int replays,
        long failedReplays) {
    public Coverage {
        missing = List.copyOf(missing);
        foreign = List.copyOf(foreign);
    }
}
