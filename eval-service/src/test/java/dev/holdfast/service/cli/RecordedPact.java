package dev.holdfast.service.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A small pact on recorded answers: 200 tasks that want the answer "yes".
record RecordedPact(Path folder) {
    static final int TASKS = 200;

    static RecordedPact in(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("golden.jsonl"),
                lines(TASKS, i -> "{\"id\":\"t%d\",\"input\":\"Is %d a number?\"}".formatted(i, i)));
        Files.writeString(folder.resolve("pact.yaml"), """
                holdfast: 1
                pact: yes-sayer
                agent: {target: {recorded: {file: unused.jsonl}}}
                golden: [golden.jsonl]
                metrics: {ok: {equals: {literal: 'yes'}}}
                promises: [{metric: ok, max_drop: 5pt}]
                """);
        return new RecordedPact(folder);
    }

    String pact() {
        return folder.resolve("pact.yaml").toString();
    }

    String baseline() {
        return folder.resolve("yes-sayer.baseline.json").toString();
    }

    /// Records a run that answers right on its first tasks.
    String run(String name, int right) throws IOException {
        return record(name, i -> "\"output\":\"" + (i < right ? "yes" : "no") + "\"");
    }

    String failed(String name) throws IOException {
        return record(name, _ -> "\"error\":{\"kind\":\"server_error\",\"message\":\"HTTP 500\"}");
    }

    private String record(String name, IntFunction<String> outcome) throws IOException {
        return Files.writeString(
                        folder.resolve(name + ".jsonl"),
                        lines(TASKS, i -> "{\"run\":\"%s\",\"task\":\"t%d\",%s}".formatted(name, i, outcome.apply(i))))
                .toString();
    }

    static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }
}
