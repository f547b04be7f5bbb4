package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.json.LocatedYaml;
import dev.holdfast.schema.json.Problem;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads a pact with all the files it names, or says everything that is wrong with them.
public final class PactReader {
    private final Path path;
    private final List<Problem> problems = new ArrayList<>();

    private PactReader(Path path) {
        this.path = path;
    }

    /// Reads the pact and its golden tasks.
    ///
    /// @throws InvalidDocumentException with every problem of every file
    public static PactFile read(Path path) {
        return new PactReader(path).read();
    }

    private PactFile read() {
        var document = document();
        var root = Cursor.root(document, problems);
        var folder = path.toAbsolutePath().resolveSibling("");
        var before = problems.size();
        var golden = golden(root.child("golden"), folder);
        var wholeSuite = problems.size() == before;
        var judges = JudgeReader.judges(root.child("judges"));
        var agent = new AgentReader(folder, judges).read(root.child("agent"));
        var tools = new ToolReader(path).read(root.child("tools"));
        var metrics = new MetricReader(folder, judges, tools.values(), agent).read(root.child("metrics"));
        var promises =
                new PromiseReader(metrics, root.child("metrics").entries().keySet()).read(root.child("promises"));
        var control = new AgentReader(folder, judges).control(root.child("control"));
        var watch = WatchReader.watch(root.child("watch"));
        var response = WatchReader.response(root.child("on_drift"));
        var probes = probes(root, folder);
        var suite = suite(golden.suite(), probes, root.child("probes"));
        if (wholeSuite && !suite.tasks().isEmpty()) {
            new ToolCheck(root, tools).check(suite, probes);
            new SuiteCheck(root, golden, suite).check(targets(agent, control), metrics, promises);
        }
        refuseProblems();
        var pact = new Pact(
                root.child("pact").text().orElseThrow(),
                root.child("about").text(),
                root.child("owner").text(),
                root.child("runbook").text(),
                agent.orElseThrow(),
                root.child("golden").texts(),
                tools,
                metrics,
                probes,
                promises,
                watch,
                response,
                Json.digest(document.tree()),
                control);
        return new PactFile(path, pact, suite);
    }

    /// The pact as a document, held against the schema.
    private LocatedYaml document() {
        var document = LocatedYaml.read(path.toString(), text());
        problems.addAll(document.problems());
        if (document.tree().isNull()) {
            throw new InvalidDocumentException(problems);
        }
        problems.addAll(PactSchema.problems(document));
        return document;
    }

    private static List<Probe> probes(Cursor root, Path folder) {
        var window = root.child("agent").child("context_window").whole();
        var tools = root.child("tools").entries().keySet();
        return new ProbeReader(folder, window, tools).read(root.child("probes"));
    }

    /// The golden tasks, and after them those that the probes make of them.
    private static Suite suite(Suite golden, List<Probe> probes, Cursor at) {
        var stressed = new StressedTasks(golden.tasks());
        if (!golden.tasks().isEmpty()) {
            new ProbeCheck(at, stressed).check(probes);
        }
        var all = new ArrayList<>(golden.tasks());
        probes.forEach(probe -> all.addAll(stressed.of(probe)));
        return all.size() == golden.tasks().size() ? golden : Suite.of(all);
    }

    private GoldenTasks golden(Cursor files, Path folder) {
        var tasks = new GoldenTasks(problems);
        for (var file : files.items()) {
            file.text().ifPresent(name -> {
                var shown = path.resolveSibling(name).toString();
                if (Files.isRegularFile(folder.resolve(name))) {
                    tasks.add(GoldenFile.read(shown, folder.resolve(name)));
                } else {
                    file.problem("there is no file \"" + name + "\" beside the pact");
                }
            });
        }
        return tasks;
    }

    private static List<Target> targets(Optional<Agent> agent, Optional<Control> control) {
        return Stream.concat(agent.map(Agent::target).stream(), control.map(Control::target).stream())
                .toList();
    }

    private void refuseProblems() {
        if (!problems.isEmpty()) {
            var inOrder = Comparator.comparing((Problem p) -> !p.source().equals(path.toString()))
                    .thenComparing(Problem::source)
                    .thenComparingInt(Problem::line)
                    .thenComparingInt(Problem::column);
            throw new InvalidDocumentException(told().stream().sorted(inOrder).toList());
        }
    }

    /// Each place says once what was expected there, and the last to say so knows best.
    private List<Problem> told() {
        var told = new LinkedHashMap<List<Object>, Problem>();
        for (var problem : problems) {
            var kind = problem.message().startsWith("expected") ? "expected" : problem.message();
            told.put(List.of(problem.source(), problem.line(), problem.column(), kind), problem);
        }
        return List.copyOf(told.values());
    }

    private String text() {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new InvalidDocumentException(Problem.of(path.toString(), "there is no such file"));
        } catch (MalformedInputException e) {
            throw new InvalidDocumentException(Problem.of(path.toString(), "is not UTF-8 text"));
        } catch (IOException e) {
            throw new InvalidDocumentException(Problem.of(path.toString(), "cannot be read: " + e.getMessage()));
        }
    }
}
