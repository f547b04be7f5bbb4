package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Reads the `probes` of a pact.
final class ProbeReader {
    private static final List<String> KINDS =
            List.of("faults", "fill", "ask_after", "one_session_of", "at_once", "instructions_in");

    private final Path folder;
    private final OptionalInt window;
    private final Set<String> tools;

    /// @param window of the agent's context, in tokens
    /// @param tools  that the pact declares; without any, their names are not checked
    ProbeReader(Path folder, OptionalInt window, Set<String> tools) {
        this.folder = folder;
        this.window = window;
        this.tools = tools;
    }

    List<Probe> read(Cursor probes) {
        var read = new ArrayList<Probe>();
        probes.entries().forEach((name, probe) -> probe(name, probe).ifPresent(read::add));
        return read;
    }

    private Optional<Probe> probe(String name, Cursor probe) {
        var before = probe.problems().size();
        var kinds = KINDS.stream().filter(probe::has).toList();
        if (kinds.size() != 1) {
            probe.keyProblem(
                    kinds.isEmpty()
                            ? "probe \"" + name + "\" needs one of " + String.join(", ", KINDS)
                            : "probe \"" + name + "\" has " + String.join(" and ", kinds) + "; it must be exactly one");
            return Optional.empty();
        }
        var kind = kinds.getFirst();
        refuseStray(probe, "with", Set.of("fill", "ask_after"), kind);
        refuseStray(probe, "saying", Set.of("instructions_in"), kind);
        var read = read(name, probe, kind, Set.copyOf(probe.child("tags").texts()));
        return probe.problems().size() == before ? read : Optional.empty();
    }

    private static void refuseStray(Cursor probe, String key, Set<String> kinds, String kind) {
        if (probe.has(key) && !kinds.contains(kind)) {
            probe.child(key).keyProblem("\"" + key + "\" means nothing to " + kind);
        }
    }

    private Optional<Probe> read(String name, Cursor probe, String kind, Set<String> tags) {
        var at = probe.child(kind);
        return switch (kind) {
            case "faults" -> Optional.of(new Probe.Faults(name, tags, faults(at)));
            case "fill" -> filler(probe, kind).map(filler -> new Probe.Fill(name, tags, percents(at), filler));
            case "ask_after" -> filler(probe, kind).map(filler -> new Probe.Memory(name, tags, percents(at), filler));
            case "one_session_of" ->
                at.whole().stream()
                        .mapToObj(length -> (Probe) new Probe.Session(name, tags, length))
                        .findFirst();
            case "at_once" -> Optional.of(new Probe.Load(name, tags, levels(at)));
            case "instructions_in" ->
                Optional.of(new Probe.Injection(name, tags, places(at), instructions(probe.child("saying"))));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private Map<String, List<Probe.Fault>> faults(Cursor at) {
        var faults = new LinkedHashMap<String, List<Probe.Fault>>();
        at.entries().forEach((tool, kinds) -> {
            known(tool).ifPresent(kinds::keyProblem);
            refuseTwice(kinds);
            faults.put(
                    tool,
                    kinds.items().stream()
                            .flatMap(kind -> kind.choice(Probe.Fault.class).stream())
                            .toList());
        });
        return faults;
    }

    private List<Integer> percents(Cursor at) {
        refuseTwice(at);
        return at.items().stream()
                .flatMap(item ->
                        item.parse(Written::percent, "a share of the window from 1% to 99%, such as 80%").stream())
                .sorted()
                .toList();
    }

    private static List<Integer> levels(Cursor at) {
        refuseTwice(at);
        return at.items().stream()
                .flatMapToInt(item -> item.whole().stream())
                .sorted()
                .boxed()
                .toList();
    }

    private List<String> places(Cursor at) {
        refuseTwice(at);
        at.items()
                .forEach(item -> item.text()
                        .filter(place -> !Set.of(Probe.DOCUMENT, Probe.MESSAGE).contains(place))
                        .flatMap(this::known)
                        .ifPresent(item::problem));
        return at.texts();
    }

    /// What is wrong with the name of a tool, where the pact says which there are.
    private Optional<String> known(String tool) {
        return tools.isEmpty() || tools.contains(tool)
                ? Optional.empty()
                : Optional.of("there is no tool \"" + tool + "\"" + Nearest.hint(tool, tools));
    }

    private static void refuseTwice(Cursor list) {
        var seen = new HashSet<String>();
        list.items().stream()
                .filter(item -> !seen.add(item.node().asText()))
                .forEach(item -> item.problem("\"" + item.node().asText() + "\" stands here twice"));
    }

    private List<String> instructions(Cursor saying) {
        return saying.text()
                .flatMap(path -> text(saying, path))
                .map(text -> text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList())
                .orElse(HostileInstructions.BUILT_IN);
    }

    private Optional<Probe.Filler> filler(Cursor probe, String kind) {
        if (window.isEmpty()) {
            probe.child(kind).keyProblem("needs the agent's \"context_window\" to know what a share of it is");
        }
        if (!probe.has("with")) {
            probe.child(kind).keyProblem("needs \"with\": a text file to fill the window with");
        }
        var with = probe.child("with");
        return with.text()
                .flatMap(path -> text(with, path).map(text -> new Probe.Filler(path, text, window.orElse(1))));
    }

    private Optional<String> text(Cursor at, String path) {
        try {
            var text = Files.readString(folder.resolve(path));
            if (text.isBlank()) {
                at.problem("the file \"" + path + "\" holds no text");
                return Optional.empty();
            }
            return Optional.of(text);
        } catch (IOException e) {
            at.problem("the file \"" + path + "\" cannot be read");
            return Optional.empty();
        }
    }
}
