package dev.holdfast.service.database;

import dev.holdfast.service.database.Logins.Login;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A real PostgreSQL with its data in a folder of ours, for who has no other.
///
/// What the last process left behind is expected: a server that outlived it is taken over, one that is dying or
/// recovering is waited for, and only then is one started.
public final class LocalPostgres implements AutoCloseable {
    static final String DATABASE = "holdfast";

    private static final Duration STARTING = Duration.ofSeconds(60);
    private static final Duration STOPPING = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final FolderLock lock;
    private final Credentials credentials;
    private final Running running;

    /// A server that accepts connections, whoever started it.
    private sealed interface Running {
        int port();

        record Started(EmbeddedPostgres server) implements Running {
            @Override
            public int port() {
                return server.getPort();
            }
        }

        record Adopted(Postmaster server) implements Running {
            @Override
            public int port() {
                return server.port();
            }
        }
    }

    private LocalPostgres(FolderLock lock, Credentials credentials, Running running) {
        this.lock = lock;
        this.credentials = credentials;
        this.running = running;
    }

    /// Opens the folder, and makes the database in it where there is none.
    ///
    /// @param folder the data; whoever can read it can read everything
    /// @param cache  where the server's programs are unpacked, once
    public static LocalPostgres open(Path folder, Path cache) throws IOException {
        createPrivately(folder);
        Files.createDirectories(cache);
        var lock = FolderLock.of(folder);
        try {
            var data = folder.resolve("postgres");
            if (!Files.exists(data)) {
                initialise(folder, data, cache);
            }
            var credentials = Credentials.read(data);
            var orphan = orphan(data, credentials.superuser());
            var running = orphan.isPresent()
                    ? new Running.Adopted(orphan.get())
                    : new Running.Started(
                            start(data, cache, credentials.superuser().password()));
            return new LocalPostgres(lock, credentials, running);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// How to reach it.
    public Logins logins() {
        var url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(running.port(), DATABASE);
        return new Logins(url, credentials.app(), Optional.of(credentials.owner()));
    }

    /// Whether a server was taken over that had outlived its process.
    public boolean isAdopted() {
        return running instanceof Running.Adopted;
    }

    /// Stops the server; everything that was committed is kept.
    @Override
    public void close() throws IOException {
        try (lock) {
            switch (running) {
                case Running.Started(var server) -> server.close();
                case Running.Adopted(var server) -> stop(server);
            }
        }
    }

    /// Made aside and renamed when it is whole, so that a kill half way leaves nothing that looks like data.
    private static void initialise(Path folder, Path data, Path cache) throws IOException {
        var making = folder.resolve("postgres.new");
        var left = Postmaster.of(making);
        if (left.isPresent()) {
            stop(left.get());
        }
        delete(making);
        var credentials = Credentials.make();
        try (var server = start(making, cache, "");
                var connection = server.getPostgresDatabase().getConnection()) {
            credentials.install(connection, making);
        } catch (SQLException e) {
            throw new DatabaseException("the embedded PostgreSQL could not be set up", e);
        }
        Files.move(making, data);
    }

    private static EmbeddedPostgres start(Path data, Path cache, String password) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setOverrideWorkingDirectory(cache.toFile())
                .setLocaleConfig("locale", "C")
                .setPGStartupWait(STARTING)
                .setConnectConfig("password", password)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                // the library switches both off, being made for tests
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }

    /// The server that outlived its process; absent when there is none, or none any more.
    private static Optional<Postmaster> orphan(Path data, Login superuser) throws IOException {
        var deadline = System.nanoTime() + STARTING.toNanos();
        for (var found = Postmaster.of(data); found.isPresent(); found = Postmaster.of(data)) {
            if (found.get().process().isEmpty() && !Postmaster.leftProcesses(data)) {
                // its number may be another program's by now, which PostgreSQL would take for a server
                Files.deleteIfExists(data.resolve(Postmaster.FILE));
                return Optional.empty();
            }
            if (found.get().process().isPresent() && found.get().answers(superuser)) {
                return found;
            }
            if (System.nanoTime() > deadline) {
                throw new DatabaseException("a PostgreSQL (process %d) holds %s and does not answer; end it by hand"
                        .formatted(found.get().pid(), data));
            }
            pause();
        }
        return Optional.empty();
    }

    private static void stop(Postmaster server) throws IOException {
        var process = server.process();
        if (process.isEmpty()) {
            return;
        }
        process.get().destroy();
        try {
            process.get().onExit().get(STOPPING.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.get().destroyForcibly();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Stops a server that outlived its process, where there is one.
    static void stopOrphan(Path data) throws IOException {
        var orphan = orphan(data, Credentials.read(data).superuser());
        if (orphan.isPresent()) {
            stop(orphan.get());
        }
    }

    static void createPrivately(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @org.jspecify.annotations.Nullable IOException e)
                    throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted while waiting for PostgreSQL", e);
        }
    }
}
