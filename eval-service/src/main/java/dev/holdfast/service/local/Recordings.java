package dev.holdfast.service.local;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Nearest;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Picks runs out of recorded files.
public final class Recordings {
    private Recordings() {}

    /// All runs of the files, or those named; never those of a control.
    ///
    /// @param remarks hears what was not understood
    /// @throws InvalidDocumentException when a file is bad, a name is not there, or a run is of another pact
    public static List<Run> pick(PactFile file, List<Path> files, List<String> names, Consumer<String> remarks) {
        var runs = new ArrayList<Run>();
        for (var path : files.stream().filter(path -> !RunFile.holdsVotes(path)).toList()) {
            var recording = RunFile.read(path);
            recording.notes().forEach(remarks);
            recording.runs().stream().filter(run -> !run.isOfControl()).forEach(runs::add);
        }
        var source = String.join(", ", files.stream().map(Path::toString).toList());
        if (runs.isEmpty()) {
            throw new InvalidDocumentException(Problem.of(source, "holds no run but those of a control"));
        }
        var known = runs.stream().map(Run::id).toList();
        for (var name : names) {
            if (!known.contains(name)) {
                throw new InvalidDocumentException(
                        Problem.of(source, "there is no run \"" + name + "\"" + Nearest.hint(name, known)));
            }
        }
        var picked = runs.stream()
                .filter(run -> names.isEmpty() || names.contains(run.id()))
                .toList();
        picked.forEach(run -> refuseForeign(file, source, run));
        return picked;
    }

    /// The control's runs of the same occasions as the given runs: in the same files, or beside them.
    public static List<Run> controls(PactFile file, List<Path> files, List<Run> runs) {
        if (file.pact().control().isEmpty()) {
            return List.of();
        }
        var wanted = runs.stream().map(run -> run.id() + Run.OF_CONTROL).toList();
        return files.stream()
                .flatMap(path -> Stream.of(path, Controls.journal(path)))
                .filter(Files::exists)
                .flatMap(path -> RunFile.read(path).runs().stream())
                .filter(run -> wanted.contains(run.id()))
                .toList();
    }

    private static void refuseForeign(PactFile file, String source, Run run) {
        run.plan().filter(plan -> !plan.pact().equals(file.pact().name())).ifPresent(plan -> {
            throw new InvalidDocumentException(Problem.of(
                    source,
                    "run \"" + run.id() + "\" is of pact \"" + plan.pact() + "\", not of \""
                            + file.pact().name() + "\""));
        });
    }
}
