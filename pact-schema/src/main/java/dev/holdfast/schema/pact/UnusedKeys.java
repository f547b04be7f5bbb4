package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.LocatedYaml;
import dev.holdfast.schema.json.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Keys that are read and checked, and that nothing acts on yet or not everything does, so that nobody relies on them.
/// Whoever makes one of them do something takes it off the list.
public final class UnusedKeys {
    private static final Map<String, String> KEYS = keys();

    private UnusedKeys() {}

    private static Map<String, String> keys() {
        var keys = new LinkedHashMap<String, String>();
        keys.put("/runbook", "no report links to it");
        keys.put(
                "/promises/*/otherwise",
                "nothing logs, blocks or escalates; a breach breaks the promise, and that is all");
        return keys;
    }

    /// One remark a key, at its place; the pact has been read before and is valid.
    public static List<Problem> of(PactFile file) {
        var document = LocatedYaml.read(file.path().toString(), text(file));
        var root = Cursor.root(document, new ArrayList<>());
        KEYS.forEach((pointer, why) -> remark(root, pointer.substring(1), why));
        remarkRepeats(root, file.pact().watch());
        return List.copyOf(root.problems());
    }

    private static void remarkRepeats(Cursor root, Watch watch) {
        var isAuto =
                watch.repeats().filter(Watch.Repeats.Auto.class::isInstance).isPresent();
        if (isAuto && (watch.every().isPresent() || !watch.onChange().isEmpty())) {
            root.child("watch")
                    .child("repeats")
                    .problem("\"auto\" is for gates: a run by the clock, or after a change, replays each task once");
        }
    }

    private static String does(String why) {
        return "does nothing yet: " + why;
    }

    private static void remark(Cursor at, String pointer, String why) {
        var slash = pointer.indexOf('/');
        var key = slash < 0 ? pointer : pointer.substring(0, slash);
        if (key.equals("*")) {
            var items = at.items();
            IntStream.range(0, items.size()).forEach(i -> remark(items.get(i), pointer.substring(slash + 1), why));
        } else if (slash < 0 && at.has(key)) {
            at.child(key).keyProblem("\"" + key + "\" " + does(why));
        } else if (slash >= 0) {
            remark(at.child(key), pointer.substring(slash + 1), why);
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
