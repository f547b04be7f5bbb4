package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.LocatedYaml;
import dev.holdfast.schema.json.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// What is valid in a pact and may not do what its author hopes, so that nobody relies on it.
public final class Remarks {
    private Remarks() {}

    /// Each at its place; the pact has been read before and is valid.
    public static List<Problem> on(PactFile file) {
        var document = LocatedYaml.read(file.path().toString(), text(file));
        var root = Cursor.root(document, new ArrayList<>());
        onRepeats(root, file.pact().watch());
        return List.copyOf(root.problems());
    }

    private static void onRepeats(Cursor root, Watch watch) {
        var isAuto =
                watch.repeats().filter(Watch.Repeats.Auto.class::isInstance).isPresent();
        if (isAuto && (watch.every().isPresent() || !watch.onChange().isEmpty())) {
            root.child("watch")
                    .child("repeats")
                    .problem("\"auto\" is for gates: a run by the clock, or after a change, replays each task once");
        }
    }

    private static String text(PactFile file) {
        try {
            return Files.readString(file.path());
        } catch (IOException e) {
            throw new InvalidDocumentException(Problem.of(file.path().toString(), "cannot be read: " + e.getMessage()));
        }
    }
}
