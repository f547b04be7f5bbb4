package dev.holdfast.harness.fake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Installs programs of the npm registry for tests and benchmarks, once for all runs of a person.
public final class Npm {
    /// Why something could not be installed; a test is skipped with it.
    public static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String reason) {
            super(reason);
        }
    }

    /// For 2 GB on a busy machine.
    private static final long MINUTES = 30;

    private final Path cache;

    Npm(Path cache) {
        this.cache = cache;
    }

    /// Installs into the cache of the person who runs the tests.
    public static Npm ofUser() {
        return new Npm(Path.of(System.getProperty("user.home"), ".cache", "holdfast", "npm"));
    }

    /// Node of this version for this machine.
    public Path node(String version) throws Unavailable, InterruptedException {
        var folder = cache.resolve("node-" + version);
        var node = folder.resolve("package/bin/node");
        if (!Files.isExecutable(node)) {
            var archive = platform() + "-" + version + ".tgz";
            run(folder, List.of("npm", "pack", "--silent", platform() + "@" + version));
            run(folder, List.of("tar", "xzf", archive));
        }
        return node;
    }

    /// The folder that holds the package's files.
    public Path install(String name, String version) throws Unavailable, InterruptedException {
        var folder = cache.resolve(name + "-" + version);
        var done = folder.resolve("installed");
        if (!Files.exists(done)) {
            // scripts of packages stay unrun: what is installed is only what the registry holds
            run(
                    folder,
                    List.of(
                            "npm",
                            "install",
                            "--ignore-scripts",
                            "--no-audit",
                            "--no-fund",
                            "--silent",
                            "--prefix",
                            folder.toString(),
                            name + "@" + version));
            write(done);
        }
        return folder.resolve("node_modules").resolve(name);
    }

    private static String platform() throws Unavailable {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var arch = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
        if (os.contains("linux")) {
            return "node-linux-" + arch;
        }
        if (os.contains("mac")) {
            return "node-darwin-" + arch;
        }
        throw new Unavailable("there is no Node for " + os + " that a test could install");
    }

    private static void run(Path folder, List<String> command) throws Unavailable, InterruptedException {
        try {
            Files.createDirectories(folder);
            var log = folder.resolve("install.log");
            var process = new ProcessBuilder(new ArrayList<>(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new Unavailable(String.join(" ", command) + " took more than " + MINUTES + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new Unavailable(String.join(" ", command) + " failed; see " + log);
            }
        } catch (IOException e) {
            throw new Unavailable(command.getFirst() + " cannot be run: " + e.getMessage());
        }
    }

    private static void write(Path done) throws Unavailable {
        try {
            Files.writeString(done, "");
        } catch (IOException e) {
            throw new Unavailable(String.valueOf(e.getMessage()));
        }
    }
}
