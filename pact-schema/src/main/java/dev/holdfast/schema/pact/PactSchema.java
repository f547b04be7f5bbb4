package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.LocatedYaml;
import dev.holdfast.schema.json.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The JSON Schema of the pact language.
public final class PactSchema {
    private static final DocumentSchema SCHEMA = new DocumentSchema("pact.schema.json", text());

    private PactSchema() {}

    /// Of a file of policies by name, in the form of an agent's `policy`.
    static DocumentSchema policies() {
        return SCHEMA.of("policies");
    }

    /// The schema as published.
    public static String text() {
        try (var resource = PactSchema.class.getResourceAsStream("pact.schema.json")) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Every way in which the document is not of the schema.
    static List<Problem> problems(LocatedYaml document) {
        return SCHEMA.problems(document);
    }
}
