package dev.holdfast.gpu.desk;

import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Writes the golden tasks of `examples/local-desk`: arguments are the folder and how many tasks of each kind.
public final class DeskGolden {
    private DeskGolden() {}

    public static void main(String[] arguments) throws IOException {
        var tasks = DeskTasks.golden(20261129);
        for (var kind : DeskTasks.Kind.values()) {
            var name = kind.name().toLowerCase(Locale.ROOT);
            var asked = new HashSet<String>();
            var count = Integer.parseInt(arguments[1]);
            var lines = Stream.generate(() -> tasks.of(kind))
                    .filter(task -> asked.add(task.question()))
                    .limit(kind == DeskTasks.Kind.FORBIDDEN ? Math.min(count, 20) : count)
                    .toList();
            var file = Path.of(arguments[0]).resolve("golden").resolve(name + ".jsonl");
            Files.writeString(
                    file,
                    IntStream.range(0, lines.size())
                            .mapToObj(i -> line(name, i + 1, lines.get(i)))
                            .collect(Collectors.joining()));
        }
    }

    private static String line(String name, int number, DeskTasks.Task task) {
        var line = new LinkedHashMap<String, Object>();
        line.put("id", "%s/%02d".formatted(name, number));
        line.put("input", task.question());
        if (task.kind() != DeskTasks.Kind.FORBIDDEN) {
            line.put("expected", Json.tree("answer", task.answer()));
        }
        line.put("tags", new String[] {name});
        return Json.line(line) + "\n";
    }
}
