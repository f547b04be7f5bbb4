package dev.holdfast.harness.secret;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;

/// Looks up what references stand for, remembers it, and takes it out of text again.
///
/// Whatever is captured from a target (answers, error messages, model names) goes through [#redact] before it is
/// kept, so that an agent that echoes its key writes it into no journal. In a redacted text the reference stands
/// where its value stood.
public final class Secrets {
    private final Function<String, Optional<String>> environment;
    private final Path folder;
    private final List<Disguises> known = new CopyOnWriteArrayList<>();

    /// Knows no secret yet.
    ///
    /// @param environment looks a variable up: `name -> Optional.ofNullable(System.getenv(name))`
    /// @param folder      that `${file:PATH}` is relative to: the pact's
    public Secrets(Function<String, Optional<String>> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /// The text that the reference stands for.
    ///
    /// @throws InvalidDocumentException naming the variable or file that is missing, never a value
    public String resolve(Reference reference) {
        return Reference.FORM.matcher(reference.text()).replaceAll(match -> Matcher.quoteReplacement(value(match)));
    }

    /// The text with the references in place of all values resolved so far, however they are spelled: as they are,
    /// escaped for JSON or URLs, in hexadecimal or in base64 (also inside a longer base64 text, such as that of
    /// `user:password`).
    public String redact(String text) {
        var redacted = text;
        for (var disguises : known) {
            redacted = disguises.redact(redacted);
        }
        return redacted;
    }

    private String value(MatchResult match) {
        var reference = match.group();
        var value = match.group(1).equals("env")
                ? variable(reference, match.group(2))
                : file(reference, folder.resolve(match.group(2)));
        if (value.isEmpty()) {
            throw unresolved(reference, "stands for nothing: its value is empty");
        }
        if (known.stream().noneMatch(disguises -> disguises.hides(value))) {
            known.add(Disguises.of(value, reference));
        }
        return value;
    }

    private String variable(String reference, String name) {
        return environment
                .apply(name)
                .map(String::strip)
                .orElseThrow(() -> unresolved(reference, "the environment variable " + name + " is not set"));
    }

    private static String file(String reference, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw unresolved(reference, "the file " + file + " cannot be read");
        }
    }

    private static InvalidDocumentException unresolved(String reference, String message) {
        return new InvalidDocumentException(Problem.of(reference, message));
    }
}
