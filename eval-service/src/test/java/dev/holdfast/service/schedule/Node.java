package dev.holdfast.service.schedule;

import dev.holdfast.service.database.Logins;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A service in a process of its own. Its log is in its folder.
record Node(Process process, URI uri, String token, Path folder) {
    private static final String LISTENING = "listening on ";

    static Node start(Logins logins, Path key, Path folder) throws IOException {
        var builder = new ProcessBuilder(command(folder));
        var owner = logins.owner().orElseThrow();
        builder.environment()
                .putAll(Map.of(
                        "HOLDFAST_DB_URL", logins.url(),
                        "HOLDFAST_DB_USER", logins.app().user(),
                        "HOLDFAST_DB_PASSWORD", logins.app().password(),
                        "HOLDFAST_DB_OWNER", owner.user(),
                        "HOLDFAST_DB_OWNER_PASSWORD", owner.password(),
                        "HOLDFAST_SIGNING_KEY", key.toString()));
        var log = folder.resolveSibling(folder.getFileName() + ".log").toFile();
        var process =
                builder.redirectError(ProcessBuilder.Redirect.appendTo(log)).start();
        try {
            return listening(process, folder);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static List<String> command(Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                // to standard error, and not, as in tests, to a pipe that nobody reads once the node listens
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.holdfast.service.cli.Main",
                "serve",
                "--port",
                "0",
                "--data",
                folder.toString(),
                "--trust-host",
                "127.0.0.1");
    }

    private static Node listening(Process process, Path folder) throws IOException {
        var token = "";
        var out = process.inputReader();
        for (var line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("hf_")) {
                token = line;
            } else if (line.startsWith(LISTENING)) {
                return new Node(process, URI.create(line.substring(LISTENING.length())), token, folder);
            }
        }
        throw new IllegalStateException("the node did not start; its log is beside " + folder);
    }

    /// As `kill -9` does.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void stop() {
        process.destroy();
        process.onExit().join();
    }
}
