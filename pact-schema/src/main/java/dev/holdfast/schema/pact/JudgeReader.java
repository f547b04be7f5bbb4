package dev.holdfast.schema.pact;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads the `judges` of a pact, and the metrics that ask them.
final class JudgeReader {
    /// What a judge may say where the metric declares nothing else.
    private static final Map<String, Double> YES_OR_NO = yesOrNo();

    private final Path folder;
    private final Map<String, Target.OpenAi> judges;

    JudgeReader(Path folder, Map<String, Target.OpenAi> judges) {
        this.folder = folder;
        this.judges = judges;
    }

    /// The declared models by name.
    static Map<String, Target.OpenAi> judges(Cursor judges) {
        var read = new LinkedHashMap<String, Target.OpenAi>();
        judges.entries().forEach((name, at) -> server(at.child("openai")).ifPresent(target -> read.put(name, target)));
        return read;
    }

    private static Optional<Target.OpenAi> server(Cursor at) {
        if (at.has("scoring")) {
            at.child("scoring").keyProblem("is for the agent under test; nobody asks what a judge thinks of tokens");
        }
        return TargetReader.openAi(at);
    }

    Optional<Measure> judge(Cursor at) {
        var pairwise = at.child("pairwise").node().asBoolean(false);
        if (pairwise && at.has("labels")) {
            at.child("labels").keyProblem("a judge of pairs says which is better; it has no labels of its own");
        }
        if (pairwise && at.has("calibration")) {
            at.child("calibration").keyProblem("answers that were labelled one by one say nothing about pairs");
        }
        var labels = labels(at.child("labels"));
        var jury = jury(at);
        var rubric = at.child("rubric").text();
        return rubric.map(path -> new Measure.Judge(
                path,
                text(at.child("rubric"), path, "rubric"),
                jury,
                labels,
                pairwise,
                calibration(at.child("calibration"), labels)));
    }

    private List<Measure.Juror> jury(Cursor at) {
        if (at.has("model") == at.has("jury")) {
            at.problem("asks nobody in particular; it needs either model or jury");
        }
        var places =
                at.has("model") ? List.of(at.child("model")) : at.child("jury").items();
        var jury = new ArrayList<Measure.Juror>();
        var seen = new HashSet<String>();
        for (var place : places) {
            place.text().ifPresent(name -> {
                var target = judges.get(name);
                if (target == null) {
                    place.problem("there is no judge \"" + name + "\" under \"judges\""
                            + Nearest.hint(name, judges.keySet()));
                } else if (!seen.add(name)) {
                    place.problem("the judge \"" + name + "\" has one vote");
                } else {
                    jury.add(new Measure.Juror(name, target));
                }
            });
        }
        return jury;
    }

    private static Map<String, Double> labels(Cursor at) {
        var labels = new LinkedHashMap<String, Double>();
        at.entries().forEach((label, worth) -> worth.number().ifPresent(value -> labels.put(label, value)));
        if (labels.size() == 1) {
            at.problem("a judge that can say one thing only says nothing; it needs two labels or more");
        }
        return labels.isEmpty() ? YES_OR_NO : labels;
    }

    private List<Measure.Labelled> calibration(Cursor at, Map<String, Double> labels) {
        var path = at.text();
        if (path.isEmpty()) {
            return List.of();
        }
        var labelled = new ArrayList<Measure.Labelled>();
        var lines = text(at, path.get(), "calibration").lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                var place = new GoldenFile.Entry(path.get(), i + 1, JsonNodeFactory.instance.nullNode());
                labelled(lines.get(i), labels, problem -> at.problems().add(place.problem(problem)))
                        .ifPresent(labelled::add);
            }
        }
        return labelled;
    }

    private static Optional<Measure.Labelled> labelled(
            String line, Map<String, Double> labels, Consumer<String> problems) {
        try {
            var node = Json.tree("line", line);
            var label = node.path("label").asText("");
            for (var key : List.of("input", "output", "label")) {
                if (!node.path(key).isTextual()) {
                    problems.accept("needs \"" + key + "\", a text");
                    return Optional.empty();
                }
            }
            if (!labels.containsKey(label)) {
                problems.accept("\"" + label + "\" is none of the labels " + String.join(", ", labels.keySet()));
            }
            var expected = Optional.ofNullable(node.get("expected"));
            return Optional.of(new Measure.Labelled(
                    node.path("input").asText(), node.path("output").asText(), expected, label));
        } catch (InvalidDocumentException e) {
            problems.accept("not JSON: " + e.problems().getFirst().message());
            return Optional.empty();
        }
    }

    private String text(Cursor at, String path, String what) {
        try {
            return Files.readString(folder.resolve(path));
        } catch (IOException e) {
            at.problem("the " + what + " file \"" + path + "\" cannot be read");
            return "";
        }
    }

    private static Map<String, Double> yesOrNo() {
        var labels = new LinkedHashMap<String, Double>();
        labels.put("no", 0.0);
        labels.put("yes", 1.0);
        return java.util.Collections.unmodifiableMap(labels);
    }
}
