package dev.holdfast.service.database;

import dev.holdfast.service.database.Logins.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server as the `postmaster.pid` in its folder tells of it; it may long be dead.
record Postmaster(long pid, int port) {
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final int PATIENCE_SECONDS = 5;

    static final String FILE = "postmaster.pid";

    /// The server that the folder speaks of; absent where none ever wrote down its port.
    static Optional<Postmaster> of(Path folder) throws IOException {
        try {
            return parse(Files.readAllLines(folder.resolve(FILE)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<Postmaster> parse(List<String> lines) {
        try {
            return lines.size() <= PORT_LINE
                    ? Optional.empty()
                    : Optional.of(new Postmaster(
                            Long.parseLong(lines.get(PID_LINE).strip()),
                            Integer.parseInt(lines.get(PORT_LINE).strip())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// The process, unless it is gone but for its number, or the number went to another program since.
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(_ -> !isZombie())
                .filter(handle -> handle.info()
                        .command()
                        .map(command -> command.endsWith("postgres"))
                        .orElse(true));
    }

    /// Dead and not yet reaped by its parent; only Linux tells.
    private boolean isZombie() {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "stat"))
                    .contains(") Z ");
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether it lets us in. Its port may stay open for a moment when it is dead already.
    boolean answers(Login login) {
        try (var connection = DriverManager.getConnection(url("postgres"), login.user(), login.password())) {
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /// Where a database of it is.
    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    /// Whether processes of a dead server still work in its folder, which keeps another from starting; only Linux
    /// tells.
    static boolean leftProcesses(Path folder) throws IOException {
        var all = Path.of("/proc");
        if (!Files.isDirectory(all)) {
            return false;
        }
        var place = folder.toRealPath();
        try (var processes = Files.newDirectoryStream(all, "[0-9]*")) {
            for (var process : processes) {
                if (place.equals(folderOf(process))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable Path folderOf(Path process) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd"));
        } catch (IOException e) {
            return null;
        }
    }
}
