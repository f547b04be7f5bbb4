package dev.holdfast.service.local;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Draft;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an agent's policy has handed over to a person: JSON Lines beside the run, one a replay, with a `label` that the
/// person fills in. A queue whose labels are filled in is a calibration set for judges.
public final class ReviewQueue {
    private static final String ENDING = ".review.ndjson";

    private ReviewQueue() {}

    /// Where the queue of a run lies. It does not end like a run, so that `runs/*.jsonl` does not name it.
    public static Path beside(Path journal) {
        return journal.resolveSibling(
                String.valueOf(journal.getFileName()).replaceFirst("\\.(jsonl|ndjson)$", "") + ENDING);
    }

    /// One replay that a person decides.
    ///
    /// @param input  what the task asks
    /// @param output what the agent would have said
    /// @param drafts all that it said
    /// @param label  the person's, in the judge's words; empty until then
    /// @param note   what else the person has to say
    record Entry(
            String run,
            String task,
            int repeat,
            String reason,
            String input,
            String output,
            List<String> drafts,
            String label,
            Optional<String> note) {}

    /// Adds what is not in the queue yet; what a person has written stays as it is.
    ///
    /// @return how many the run has handed over
    /// @throws InvalidDocumentException when a line of the queue was broken; nothing is written then
    public static int update(PactFile file, Run run, Path journal) throws IOException {
        var handedOver = run.observations().stream()
                .filter(observation -> observation.outcome() instanceof Outcome.Escalated)
                .toList();
        if (handedOver.isEmpty()) {
            return 0;
        }
        var queue = beside(journal);
        var lines = new ArrayList<>(Files.exists(queue) ? Files.readAllLines(queue) : List.<String>of());
        var known = known(queue, lines);
        var tasks = file.suite().byId();
        handedOver.stream()
                .filter(observation -> !known.contains(key(run.id(), observation.task(), observation.repeat())))
                .forEach(observation -> lines.add(Json.line(entry(tasks, run, observation))));
        Files.write(queue, lines);
        return handedOver.size();
    }

    private static Set<String> known(Path queue, List<String> lines) {
        var known = new HashSet<String>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                var entry = Json.read(queue + ":" + (i + 1), lines.get(i), Entry.class);
                known.add(key(entry.run(), entry.task(), entry.repeat()));
            }
        }
        return known;
    }

    private static String key(String run, String task, int repeat) {
        return run + "\n" + task + "\n" + repeat;
    }

    private static Entry entry(Map<String, GoldenTask> tasks, Run run, Observation observation) {
        var escalated = (Outcome.Escalated) observation.outcome();
        return new Entry(
                run.id(),
                observation.task(),
                observation.repeat(),
                escalated.reason(),
                Optional.ofNullable(tasks.get(observation.task()))
                        .map(ReviewQueue::asked)
                        .orElse(""),
                escalated.text(),
                observation.drafts().stream().flatMap(ReviewQueue::said).toList(),
                "",
                Optional.empty());
    }

    private static String asked(GoldenTask task) {
        return task.messages().stream().map(Message::content).collect(Collectors.joining("\n"));
    }

    private static Stream<String> said(Draft draft) {
        return draft.outcome() instanceof Outcome.Answered(var text) ? Stream.of(text) : Stream.empty();
    }
}
