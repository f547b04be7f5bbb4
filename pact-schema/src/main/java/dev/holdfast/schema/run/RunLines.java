package dev.holdfast.schema.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.Nearest;
import dev.holdfast.schema.json.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Gathers the lines of a recorded run, and all that is wrong with them.
final class RunLines {
    /// A file with more bad lines than this is of another kind; the rest adds nothing.
    private static final int MOST_PROBLEMS = 50;

    private String source;
    private final List<Problem> problems = new ArrayList<>();
    private final BiConsumer<String, Observation> each;
    private final Map<String, List<Observation>> observations = new LinkedHashMap<>();
    private final Map<String, RunPlan> plans = new LinkedHashMap<>();
    private final Map<String, List<Vote>> votes = new LinkedHashMap<>();
    private final Map<String, ReplaySet> seen = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Integer> strange = new TreeMap<>();
    private int number;

    RunLines(String source) {
        this.source = source;
        this.each = (run, observation) -> of(run).add(observation);
    }

    /// @param each is given every observation, with the id of its run, instead of keeping it
    RunLines(String source, BiConsumer<String, Observation> each) {
        this.source = source;
        this.each = each;
    }

    private List<Observation> of(String run) {
        return observations.computeIfAbsent(run, _ -> new ArrayList<>());
    }

    /// The lines that follow stand in another file.
    void goOnWith(String source) {
        this.source = source;
        this.number = 0;
    }

    void add(String text) {
        number++;
        if (text.isBlank() || problems.size() >= MOST_PROBLEMS) {
            return;
        }
        try {
            if (!(Json.tree(source, text) instanceof ObjectNode line)) {
                problem("expected a JSON object");
            } else if (line.has(RunFile.PLAN)) {
                plan(line);
            } else if (line.has(RunFile.VOTE)) {
                vote(line);
            } else {
                observation(line);
            }
        } catch (InvalidDocumentException e) {
            e.problems()
                    .forEach(p -> problems.add(new Problem(source, number, p.column(), "not JSON: " + p.message())));
        }
    }

    Recording finish() {
        var recording = soFar();
        if (recording.runs().isEmpty()) {
            throw new InvalidDocumentException(Problem.of(source, "holds no observation"));
        }
        return recording;
    }

    /// Nothing is nothing yet.
    Recording soFar() {
        if (!problems.isEmpty()) {
            throw new InvalidDocumentException(problems);
        }
        plans.keySet().forEach(this::of);
        var runs = observations.entrySet().stream()
                .map(run -> new Run(
                        run.getKey(),
                        Optional.ofNullable(plans.get(run.getKey())),
                        run.getValue(),
                        votes.getOrDefault(run.getKey(), List.of())))
                .toList();
        var notes = strange.entrySet().stream()
                .map(key -> source + ": key \"" + key.getKey() + "\" in " + key.getValue() + " lines was not read"
                        + Nearest.to(key.getKey(), RunLine.KEYS)
                                .map(near -> "; did you mean \"" + near + "\"?")
                                .orElse(""))
                .toList();
        return new Recording(runs, notes);
    }

    private void plan(ObjectNode line) {
        if (line.remove(RunFile.PLAN).asInt() != 1) {
            problem("a run of another version: \"" + RunFile.PLAN + "\" must be 1");
            return;
        }
        var plan = Json.bind(source, line, RunPlan.class);
        var earlier = plans.put(plan.run(), plan);
        if (earlier != null && !plan.extendsPlan(earlier)) {
            problem("run \"" + plan.run() + "\" begins twice");
        }
    }

    private void vote(ObjectNode line) {
        if (!line.path("run").isTextual()) {
            problem("\"run\" is missing: whose answer is the vote about?");
            return;
        }
        var vote = Json.bind(source, line.get(RunFile.VOTE), Vote.class);
        votes.computeIfAbsent(line.get("run").asText(), _ -> new ArrayList<>()).add(vote);
    }

    private void observation(ObjectNode line) {
        var parsed = new RunLine(line, this::once);
        var observation = parsed.observation();
        parsed.strangeKeys().forEach(key -> strange.merge(key, 1, Integer::sum));
        parsed.problems().forEach(this::problem);
        if (observation.isEmpty()) {
            return;
        }
        var run = parsed.run();
        if (!seen.computeIfAbsent(run, _ -> new ReplaySet())
                .add(observation.get().task(), observation.get().repeat())) {
            problem("task \"" + observation.get().task() + "\" repeat "
                    + observation.get().repeat() + " is recorded twice in run \"" + run + "\"");
            return;
        }
        of(run);
        each.accept(run, observation.get());
    }

    /// The same object for the same text: a file names few runs, tasks and models, in very many lines.
    private String once(String text) {
        return names.computeIfAbsent(text, Function.identity());
    }

    private void problem(String message) {
        problems.add(Problem.ofLine(source, number, message));
    }
}
