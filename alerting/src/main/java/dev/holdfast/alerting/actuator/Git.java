package dev.holdfast.alerting.actuator;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The git command in one repository.
record Git(Path repository, Map<String, String> environment) {
    private static final int SECONDS = 60;

    /// With an author, in case nobody is configured on this machine, and without questions.
    Git(Path repository) {
        this(
                repository,
                Map.of(
                        "GIT_AUTHOR_NAME", "Holdfast",
                        "GIT_AUTHOR_EMAIL", "holdfast@localhost",
                        "GIT_COMMITTER_NAME", "Holdfast",
                        "GIT_COMMITTER_EMAIL", "holdfast@localhost",
                        "GIT_TERMINAL_PROMPT", "0",
                        "LC_ALL", "C"));
    }

    Git with(String name, String value) {
        var more = new TreeMap<>(environment);
        more.put(name, value);
        return new Git(repository, more);
    }

    /// What it prints, without the last line end.
    ///
    /// @throws IOException with git's first words, if it is not there or does not succeed
    String run(String... arguments) throws IOException {
        return feed("", arguments);
    }

    /// The same with something to read.
    String feed(String input, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(arguments));
        var errors = File.createTempFile("holdfast-git", "");
        try {
            var builder = new ProcessBuilder(command).redirectError(errors);
            builder.environment().putAll(environment);
            return output(builder.start(), input, errors);
        } finally {
            errors.delete();
        }
    }

    private static String output(Process process, String input, File errors) throws IOException {
        try {
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(firstLine(java.nio.file.Files.readString(errors.toPath())));
            }
            return output.stripTrailing();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("git did not succeed");
    }
}
