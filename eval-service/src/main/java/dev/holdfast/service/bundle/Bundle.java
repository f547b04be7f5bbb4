package dev.holdfast.service.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.LocatedYaml;
import dev.holdfast.schema.json.Problem;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A pact with all the files that it names.
///
/// @param entry the pact among them
/// @param files content by path, relative to the pact's folder, with `/` between folders
public record Bundle(String entry, SortedMap<String, String> files) {
    private static final int MOST_FILES = 1_000;
    private static final Pattern PATH = Pattern.compile("[^/\\\\\\p{Cntrl}]+(/[^/\\\\\\p{Cntrl}]+)*");
    private static final int LONGEST_PATH = 300;

    public Bundle {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /// Files that somebody sent.
    ///
    /// @throws InvalidDocumentException where a path leads out, or the pact is not among them
    public static Bundle of(String entry, Map<String, String> files) {
        if (!files.containsKey(entry)) {
            throw new InvalidDocumentException(Problem.of(entry, "is not among the files that were sent"));
        }
        if (files.size() > MOST_FILES) {
            throw new InvalidDocumentException(
                    Problem.of(entry, "comes with %d files; at most %d".formatted(files.size(), MOST_FILES)));
        }
        var wrong = files.keySet().stream()
                .filter(path -> !isInside(path))
                .map(path -> Problem.of(path, "is no path below the pact's folder"))
                .toList();
        if (!wrong.isEmpty()) {
            throw new InvalidDocumentException(wrong);
        }
        return new Bundle(entry, new TreeMap<>(files));
    }

    /// A pact on disk, with every file below its folder that it mentions anywhere.
    public static Bundle read(Path pact) throws IOException {
        var entry = String.valueOf(pact.getFileName());
        var text = content(pact);
        var files = new TreeMap<String, String>();
        files.put(entry, text);
        collect(LocatedYaml.read(pact.toString(), text).tree(), pact, files);
        return of(entry, files);
    }

    /// Names these very files.
    public Digest digest() {
        var digests = files.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, file -> Digest.of(file.getValue())));
        return Json.digest(Map.of("entry", entry, "files", digests));
    }

    /// Opens it as a file system.
    public OpenBundle open() {
        return OpenBundle.of(this);
    }

    private static void collect(JsonNode node, Path pact, Map<String, String> files) throws IOException {
        if (node.isTextual() && isInside(node.asText())) {
            var file = named(pact, node.asText());
            if (file.isPresent()) {
                files.put(node.asText(), content(file.get()));
            }
        }
        for (var child : node) {
            collect(child, pact, files);
        }
    }

    private static Optional<Path> named(Path pact, String path) {
        try {
            return Optional.of(pact.toAbsolutePath().resolveSibling(path)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean isInside(String path) {
        return path.length() <= LONGEST_PATH
                && PATH.matcher(path).matches()
                && Path.of(path).normalize().toString().equals(path)
                && !path.startsWith("..");
    }

    private static String content(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new InvalidDocumentException(Problem.of(file.toString(), "there is no such file"));
        } catch (MalformedInputException e) {
            throw new InvalidDocumentException(Problem.of(file.toString(), "is not UTF-8 text"));
        }
    }
}
