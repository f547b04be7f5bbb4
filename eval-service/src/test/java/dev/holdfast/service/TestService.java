package dev.holdfast.service;

import dev.holdfast.service.security.Founding;
import dev.holdfast.service.security.ServiceTokens;
import dev.holdfast.service.server.Server;
import dev.holdfast.service.server.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/// The real service on a real PostgreSQL, started once for all tests. Tests keep apart by each founding an organisation
/// of its own.
public final class TestService {
    private static final Path DATA = folder();
    private static final Server SERVER = start();

    private TestService() {}

    /// Where programs are unpacked; kept between runs, since unpacking takes seconds.
    public static Path programs() {
        return Path.of("target", "postgres").toAbsolutePath();
    }

    /// What a service of its own is started with, on a free port, by itself.
    ///
    /// @param data where its database lies
    public static Settings settings(Path data) {
        return settings(data, Set.of());
    }

    private static Settings settings(Path data, Set<String> trusted) {
        return new Settings(
                "127.0.0.1",
                0,
                data,
                programs(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                trusted,
                "development");
    }

    /// Where its data lie.
    public static Path data() {
        return DATA;
    }

    public static Server server() {
        return SERVER;
    }

    /// A bean of the service.
    public static <T> T bean(Class<T> type) {
        return SERVER.context().getBean(type);
    }

    /// A new organisation and its admin.
    public static Founding.Founded organisation(String name) {
        var platform = bean(ServiceTokens.class).bearer(SERVER.firstToken().orElseThrow());
        return bean(Founding.class).another(name, platform.orElseThrow());
    }

    /// What the admin of a new organisation sees.
    public static Api admin(String name) {
        return new Api(SERVER.uri(), organisation(name).issued().secret());
    }

    /// What somebody sees who bears the token.
    public static Api bearing(String token) {
        return new Api(SERVER.uri(), token);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("holdfast-test-").resolve("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Server start() {
        try {
            var server = Server.start(settings(DATA, Set.of("127.0.0.1", "localhost")), InstantSource.system());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
