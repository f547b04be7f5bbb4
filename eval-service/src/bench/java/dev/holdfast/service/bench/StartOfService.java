package dev.holdfast.service.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Starts the service again and again, as its launcher does, with the PostgreSQL that it brings along: how long until
/// it
/// says that it is well, and how much memory it has when nobody asks anything.
///
/// Arguments: Holdfast's launcher, the number of rounds, and how many seconds it is left alone in each.
final class StartOfService {
    private static final String LISTENING = "listening on ";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path launcher;
    private final Path data;
    private final Duration alone;

    private StartOfService(Path launcher, Path data, Duration alone) {
        this.launcher = launcher;
        this.data = data;
        this.alone = alone;
    }

    /// @param seconds  from the command until `/health` answers
    /// @param mebibytes of the service's own process, after a while alone
    private record Start(double seconds, long mebibytes) {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var service = new StartOfService(
                Path.of(arguments[0]).toAbsolutePath().normalize(),
                Files.createTempDirectory("holdfast-start").resolve("data"),
                Duration.ofSeconds(Long.parseLong(arguments[2])));
        // makes the database, and when it stops, the cache
        print("first", service.start());
        var starts = new ArrayList<Start>();
        for (var i = 0; i < Integer.parseInt(arguments[1]); i++) {
            starts.add(service.start());
            print("with its cache", starts.getLast());
        }
        System.out.printf(
                "median: %.2f s, %.0f MiB%n",
                median(starts.stream().map(Start::seconds).toList()),
                median(starts.stream().map(start -> (double) start.mebibytes()).toList()));
    }

    private Start start() throws IOException, InterruptedException {
        var begun = System.nanoTime();
        var process = new ProcessBuilder(launcher.toString(), "serve", "--port", "0", "--data", data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            var health = listening(process).resolve("/health");
            while (HTTP.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
                            .statusCode()
                    != 200) {
                Thread.sleep(5);
            }
            var seconds = (System.nanoTime() - begun) / 1e9;
            Thread.sleep(alone.toMillis());
            return new Start(seconds, resident(process));
        } finally {
            process.destroy();
            process.onExit().join();
        }
    }

    private static URI listening(Process process) throws IOException {
        var out = process.inputReader();
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(LISTENING)) {
                return URI.create(line.substring(LISTENING.length()));
            }
        }
        throw new IOException("the service did not start");
    }

    /// As Linux tells it.
    private static long resident(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
                .findFirst()
                .orElseThrow();
    }

    private static double median(List<Double> numbers) {
        var sorted = numbers.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static void print(String which, Start start) {
        System.out.printf("%s: /health after %.2f s, %d MiB when alone%n", which, start.seconds(), start.mebibytes());
    }
}
