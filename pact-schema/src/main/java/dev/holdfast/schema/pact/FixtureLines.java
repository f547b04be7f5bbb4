package dev.holdfast.schema.pact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.LocatedYaml;
import dev.holdfast.schema.json.Nearest;
import dev.holdfast.schema.json.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what a tool answers, a line of JSON each, and holds it against the tool's schemas.
final class FixtureLines {
    private static final List<String> KEYS = List.of("task", "when", "result", "error");

    private final Tool tool;
    private final String source;
    private final List<Problem> problems;
    private final JsonShape parameters;
    private final Optional<JsonShape> result;

    FixtureLines(Tool tool, String source, List<Problem> problems) {
        this.tool = tool;
        this.source = source;
        this.problems = problems;
        this.parameters = JsonShape.of(tool.parameters());
        this.result = tool.result().map(JsonShape::of);
    }

    List<Tool.Fixture> read(String text) {
        var fixtures = new ArrayList<Tool.Fixture>();
        var before = problems.size();
        var number = 0;
        for (var line : text.split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                line(number, line).ifPresent(fixtures::add);
            }
        }
        if (fixtures.isEmpty() && problems.size() == before) {
            problems.add(Problem.of(source, "holds no fixture, such as {\"when\": {\"id\": 17}, \"result\": {…}}"));
        }
        return fixtures;
    }

    private Optional<Tool.Fixture> line(int number, String line) {
        var found = new ArrayList<Problem>();
        var fixture = Optional.<Tool.Fixture>empty();
        try {
            fixture = fixture(Cursor.root(LocatedYaml.readJson(source, line), found));
        } catch (InvalidDocumentException e) {
            e.problems().forEach(p -> found.add(new Problem(source, 1, p.column(), "not JSON: " + p.message())));
        }
        found.forEach(p -> problems.add(new Problem(source, number, p.column(), p.message())));
        return found.isEmpty() ? fixture : Optional.empty();
    }

    private Optional<Tool.Fixture> fixture(Cursor at) {
        if (!at.node().isObject()) {
            at.problem("expected a fixture such as {\"when\": {\"id\": 17}, \"result\": {…}}");
            return Optional.empty();
        }
        at.entries().forEach((key, child) -> {
            if (!KEYS.contains(key)) {
                child.keyProblem("unknown key \"" + key + "\"" + Nearest.hint(key, KEYS));
            }
        });
        var task = at.child("task");
        if (at.has("task") && task.text().isEmpty()) {
            task.problem("expected the id of a golden task");
        }
        var when = when(at.child("when"));
        return reply(at).map(reply -> new Tool.Fixture(task.text(), when, reply));
    }

    private JsonNode when(Cursor at) {
        if (at.node().isMissingNode()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!at.node().isObject()) {
            at.problem("expected the arguments that it answers, such as {\"id\": 17}");
            return at.node();
        }
        var known = tool.parameters().path("properties");
        at.entries().forEach((name, argument) -> {
            if (known.isObject() && !known.has(name)) {
                var names = new ArrayList<String>();
                known.fieldNames().forEachRemaining(names::add);
                argument.keyProblem(
                        "\"" + tool.name() + "\" has no parameter \"" + name + "\"" + Nearest.hint(name, names));
            }
        });
        // a pattern may leave out what the call must have
        parameters.mismatches(at.node()).stream()
                .filter(wrong -> !wrong.pointer().isEmpty())
                .forEach(wrong -> at.problems().add(at.document().at(at.pointer() + wrong.pointer(), wrong.message())));
        return at.node();
    }

    private Optional<Tool.Reply> reply(Cursor at) {
        if (at.has("result") == at.has("error")) {
            at.problem("needs either \"result\" or \"error\"");
            return Optional.empty();
        }
        if (at.has("error")) {
            var error = at.child("error");
            if (error.text().isEmpty()) {
                error.problem("expected what the tool says, such as \"no order 99\"");
            }
            return error.text().map(Tool.Reply.Refusal::new);
        }
        var value = at.child("result");
        result.ifPresent(shape -> shape.mismatches(value.node())
                .forEach(wrong -> at.problems()
                        .add(at.document()
                                .at(
                                        value.pointer() + wrong.pointer(),
                                        "not of the tool's \"result\" schema: " + wrong.message()))));
        return Optional.of(new Tool.Reply.Result(value.node()));
    }
}
