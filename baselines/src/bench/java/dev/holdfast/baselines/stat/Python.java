package dev.holdfast.baselines.stat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A Python process that answers one line a request.
record Python(Process process, BufferedReader answers, Writer requests, String version) {
    /// Seconds or MiB, what the engine computed, and seconds of the processor.
    record Answer(double figure, double result, double cpu) {}

    static Python start(List<String> command, Path folder) throws IOException {
        var whole = new ArrayList<>(command);
        whole.add(folder.toString());
        var process = new ProcessBuilder(whole)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var answers = process.inputReader();
        return new Python(process, answers, process.outputWriter(), answers.readLine());
    }

    Answer ask(String engine, int draws, String what) throws IOException {
        requests.write(engine + " " + draws + " " + what + "\n");
        requests.flush();
        String[] answer = answers.readLine().split(" ", 3);
        return new Answer(Double.parseDouble(answer[0]), Double.parseDouble(answer[1]), Double.parseDouble(answer[2]));
    }

    long pid() {
        return process.pid();
    }

    void stop() throws IOException {
        requests.close();
    }

    /// The most memory that a process has ever held, in MiB, as Linux tells it.
    static double peak(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }
}
