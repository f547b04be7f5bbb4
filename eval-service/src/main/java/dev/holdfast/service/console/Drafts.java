package dev.holdfast.service.console;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.service.bundle.Bundle;
import dev.holdfast.service.console.page.Lint;
import java.util.HashMap;
import java.util.Map;

/// Pacts that somebody is writing.
final class Drafts {
    private static final String ENTRY = "pact.yaml";
    private static final String GOLDEN = "golden.jsonl";

    private Drafts() {}

    /// The same files with another source.
    static Bundle edited(Bundle bundle, String source) {
        var files = new HashMap<String, String>(bundle.files());
        files.put(bundle.entry(), lines(source));
        return Bundle.of(bundle.entry(), files);
    }

    /// A pact and its golden tasks, as the form for a new one sends them.
    static Bundle begun(Form form) {
        return Bundle.of(
                ENTRY,
                Map.of(
                        ENTRY,
                        lines(form.text("source")),
                        GOLDEN,
                        lines(form.optional("golden").orElse(""))));
    }

    static Lint lint(Bundle bundle) {
        try (var open = bundle.open()) {
            return Lint.of(open.read());
        } catch (InvalidDocumentException e) {
            return Lint.of(e);
        }
    }

    /// Forms send lines with another end than files have.
    private static String lines(String text) {
        return text.replace("\r\n", "\n") + (text.endsWith("\n") ? "" : "\n");
    }
}
