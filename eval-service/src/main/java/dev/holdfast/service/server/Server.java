package dev.holdfast.service.server;

import dev.holdfast.baselines.certify.SigningKey;
import dev.holdfast.harness.target.HostGuard;
import dev.holdfast.service.audit.log.AuditSettings;
import dev.holdfast.service.database.LocalPostgres;
import dev.holdfast.service.database.Logins;
import dev.holdfast.service.database.Migrations;
import dev.holdfast.service.evaluation.ServiceIdentity;
import dev.holdfast.service.local.KeyRing;
import dev.holdfast.service.retention.RunArchive;
import dev.holdfast.service.schedule.Reach;
import dev.holdfast.service.schedule.Timetable;
import dev.holdfast.service.security.Founding;
import dev.holdfast.service.security.OidcSettings;
import dev.holdfast.service.transcript.KeyFile;
import dev.holdfast.service.transcript.KeySet;
import dev.holdfast.service.transcript.KeySource;
import dev.holdfast.service.transcript.Vault;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// The running service.
public final class Server implements AutoCloseable {
    private final Optional<LocalPostgres> postgres;
    private final EmbeddedServer http;
    private final Optional<String> firstToken;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private Server(Optional<LocalPostgres> postgres, EmbeddedServer http, Optional<String> firstToken) {
        this.postgres = postgres;
        this.http = http;
        this.firstToken = firstToken;
    }

    /// Starts everything, and returns when requests are answered.
    public static Server start(Settings settings, InstantSource clock) throws IOException {
        return start(settings, clock, Neighbours.NONE);
    }

    /// The same, beside others.
    public static Server start(Settings settings, InstantSource clock, Neighbours neighbours) throws IOException {
        var postgres = postgres(settings);
        try {
            var logins = settings.database().or(() -> postgres.map(LocalPostgres::logins));
            return start(new Plan(settings, clock, neighbours), postgres, logins.orElseThrow());
        } catch (IOException | RuntimeException e) {
            postgres.ifPresent(Server::stop);
            throw e;
        }
    }

    /// A new token for the founder of an organisation, in place of all that were lost. An embedded database must not be
    /// in
    /// use.
    ///
    /// @param organisation the first where it is absent
    public static String replaceToken(Settings settings, InstantSource clock, Optional<UUID> organisation)
            throws IOException {
        var postgres = postgres(settings);
        try {
            var logins = settings.database().or(() -> postgres.map(LocalPostgres::logins));
            Migrations.apply(logins.orElseThrow());
            try (var context = context(new Plan(settings, clock, Neighbours.NONE), logins.orElseThrow())) {
                return context.getBean(Founding.class).replace(organisation).secret();
            }
        } finally {
            postgres.ifPresent(Server::stop);
        }
    }

    private static Optional<LocalPostgres> postgres(Settings settings) throws IOException {
        return settings.database().isPresent()
                ? Optional.empty()
                : Optional.of(LocalPostgres.open(settings.data(), settings.programs()));
    }

    private record Plan(Settings settings, InstantSource clock, Neighbours neighbours) {}

    private static Server start(Plan plan, Optional<LocalPostgres> postgres, Logins logins) throws IOException {
        Migrations.apply(logins);
        var context = context(plan, logins);
        try {
            var token = context.getBean(Founding.class).first();
            var http = context.getBean(EmbeddedServer.class).start();
            context.getBean(Timetable.class).start();
            return new Server(
                    postgres, http, token.map(founded -> founded.issued().secret()));
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    private static ApplicationContext context(Plan plan, Logins logins) throws IOException {
        var settings = plan.settings();
        var key = signingKey(settings);
        var builder = ApplicationContext.builder()
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .banner(false)
                .singletons(
                        plan.clock(),
                        new ServiceIdentity(key, settings.version()),
                        new AuditSettings("holdfast", key, settings.data().resolve("checkpoints")),
                        new Vault(transcriptKeys(settings)),
                        new RunArchive(settings.data().resolve("archive")),
                        reach(settings))
                .properties(properties(settings, logins));
        plan.neighbours().oidc().ifPresent(builder::singletons);
        plan.neighbours().oidc().flatMap(OidcSettings::client).ifPresent(builder::singletons);
        plan.neighbours().traces().ifPresent(builder::singletons);
        return builder.start();
    }

    private static Reach reach(Settings settings) {
        return new Reach(
                HostGuard.publicOnly(settings.trustedHosts()), settings.data().resolve("secrets"));
    }

    /// Nodes that share a database share a key, which must be named then.
    private static SigningKey signingKey(Settings settings) throws IOException {
        if (settings.signingKey().isPresent()) {
            return KeyRing.read(settings.signingKey().get());
        }
        var ring = new KeyRing(settings.data());
        var own = ring.own();
        if (own.isPresent()) {
            return own.get();
        }
        ring.makeOwn();
        return ring.own().orElseThrow();
    }

    /// Made at the first start where none are named.
    private static KeySet transcriptKeys(Settings settings) throws IOException {
        if (settings.transcriptKeys().isPresent()) {
            return settings.transcriptKeys().get().read();
        }
        var own = settings.data().resolve("transcripts.keys");
        return Files.exists(own) ? new KeySource.File(own).read() : KeyFile.make(own);
    }

    private static Map<String, Object> properties(Settings settings, Logins logins) {
        var properties = new HashMap<String, Object>();
        properties.put("micronaut.server.host", settings.host());
        properties.put("micronaut.server.port", settings.port() == 0 ? -1 : settings.port());
        properties.put("datasources.default.url", logins.url());
        properties.put("datasources.default.username", logins.app().user());
        properties.put("datasources.default.password", logins.app().password());
        return properties;
    }

    /// Where it answers.
    public URI uri() {
        return http.getURI();
    }

    /// The secret of the first admin, told once in the life of a database.
    public Optional<String> firstToken() {
        return firstToken;
    }

    /// A part of the service that is wired from outside.
    public <T> T bean(Class<T> type) {
        return context().getBean(type);
    }

    /// The beans, for tests and tools.
    public ApplicationContext context() {
        return http.getApplicationContext();
    }

    /// Returns when the service was closed.
    public void await() throws InterruptedException {
        closed.await();
    }

    /// Refuses what is new, lets what is under way end, and stops the database last.
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        http.getApplicationContext().close();
        postgres.ifPresent(Server::stop);
        closed.countDown();
    }

    private static void stop(LocalPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
