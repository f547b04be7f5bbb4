package dev.holdfast.schema.pact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.LocatedYaml;
import dev.holdfast.schema.json.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/// One file of golden tasks as located entries, whatever its format.
final class GoldenFile {
    /// One task as it stands in the file.
    record Entry(String source, int line, JsonNode node) {
        Problem problem(String message) {
            return Problem.ofLine(source, line, message);
        }
    }

    private static final Set<String> CSV_LISTS = Set.of("tags");

    private final String source;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private GoldenFile(String source) {
        this.source = source;
    }

    /// Reads a file by its ending.
    static GoldenFile read(String source, Path path) {
        var file = new GoldenFile(source);
        try {
            var text = Files.readString(path, StandardCharsets.UTF_8);
            file.parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (MalformedInputException e) {
            file.problems.add(Problem.of(source, "is not UTF-8 text"));
        } catch (IOException e) {
            file.problems.add(Problem.of(source, Files.exists(path) ? "cannot be read" : "there is no such file"));
        }
        return file;
    }

    String source() {
        return source;
    }

    List<Entry> entries() {
        return entries;
    }

    List<Problem> problems() {
        return problems;
    }

    private void parse(String text) {
        var name = source.toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            jsonLines(text);
        } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            yaml(text);
        } else if (name.endsWith(".csv")) {
            csv(text);
        } else {
            problems.add(Problem.of(source, "golden tasks are .jsonl, .yaml or .csv files"));
        }
    }

    private void jsonLines(String text) {
        var number = 0;
        for (var line : text.split("\n", -1)) {
            number++;
            if (!line.isBlank()) {
                jsonLine(number, line);
            }
        }
    }

    private void jsonLine(int number, String line) {
        try {
            entries.add(new Entry(source, number, Json.tree(source, line)));
        } catch (InvalidDocumentException e) {
            e.problems()
                    .forEach(p -> problems.add(new Problem(source, number, p.column(), "not JSON: " + p.message())));
        }
    }

    private void yaml(String text) {
        var document = LocatedYaml.read(source, text);
        problems.addAll(document.problems());
        if (!document.tree().isArray()) {
            if (document.problems().isEmpty()) {
                problems.add(document.at("", "expected a list of tasks"));
            }
            return;
        }
        for (var i = 0; i < document.tree().size(); i++) {
            entries.add(new Entry(
                    source, document.at("/" + i, "").line(), document.tree().get(i)));
        }
    }

    private void csv(String text) {
        var format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .setAllowMissingColumnNames(false)
                .get();
        try (var parser = format.parse(new StringReader(text))) {
            for (var row : parser) {
                entries.add(new Entry(source, (int) parser.getCurrentLineNumber(), object(row)));
            }
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            problems.add(Problem.of(source, "not CSV with a header line: " + e.getMessage()));
        }
    }

    private static ObjectNode object(CSVRecord row) {
        var object = JsonNodeFactory.instance.objectNode();
        row.toMap().forEach((column, value) -> {
            if (CSV_LISTS.contains(column)) {
                var list = object.putArray(column);
                Arrays.stream(value.split(";", -1))
                        .map(String::strip)
                        .filter(tag -> !tag.isEmpty())
                        .forEach(list::add);
            } else if (!value.isEmpty() || column.equals("expected")) {
                object.put(column, value);
            }
        });
        return object;
    }
}
