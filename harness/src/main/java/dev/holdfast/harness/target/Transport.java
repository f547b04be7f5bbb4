package dev.holdfast.harness.target;

import dev.holdfast.schema.run.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/// Sends requests over HTTP, to no address it must not reach, and lets no answer take more time or memory than it may.
///
/// Redirects are not followed: an answer counts only from where the pact says that the agent is. Connections are made
/// to the very addresses that the guard has seen, so that a name cannot mean one address when it is looked at and
/// another when it is connected to.
final class Transport implements AutoCloseable {
    /// Bytes, after unpacking; as long as the longest text that a recorded run may hold.
    static final int LARGEST_BODY = 20_000_000;

    /// Without these a client reads heads of any length into its memory.
    private static final Http1Config HEADS = Http1Config.custom()
            .setMaxLineLength(1 << 16)
            .setMaxHeaderCount(500)
            .build();

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int MOST_CONNECTIONS = 20_000;

    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("deadlines").factory());
    private final Patience patience;
    private final InstantSource clock;

    /// How long an answer may take.
    ///
    /// @param whole for all of it
    /// @param idle  for the longest pause on its way
    record Patience(Duration whole, Optional<Duration> idle) {}

    /// An answer.
    ///
    /// @param headers by name, whatever its case
    record Answer(int status, Map<String, List<String>> headers, String body) {}

    Transport(Patience patience, HostGuard guard, InstantSource clock) {
        this(patience, guard, SystemDefaultDnsResolver.INSTANCE, clock);
    }

    Transport(Patience patience, HostGuard guard, DnsResolver names, InstantSource clock) {
        this.patience = patience;
        this.clock = clock;
        // a deadline that was met would stay until its time, and there are as many as requests
        this.timer.setRemoveOnCancelPolicy(true);
        var connect = patience.whole().compareTo(CONNECT_TIMEOUT) < 0 ? patience.whole() : CONNECT_TIMEOUT;
        var builder = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(guarded(names, guard))
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(HEADS)
                                .build())
                        .setMaxConnTotal(MOST_CONNECTIONS)
                        .setMaxConnPerRoute(MOST_CONNECTIONS)
                        .setDefaultSocketConfig(SocketConfig.custom()
                                .setSoTimeout(Timeout.DISABLED)
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(connect))
                                // a deadline cuts off what takes too long; another clock for every read is work for
                                // nothing
                                .setSocketTimeout(Timeout.DISABLED)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                        .build())
                .setUserAgent("holdfast")
                .disableRedirectHandling()
                .disableContentCompression()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching();
        if (!guard.isOn()) {
            // a proxy looks names up itself, where no guard sees it
            builder.setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()));
        }
        this.client = builder.build();
    }

    private static DnsResolver guarded(DnsResolver names, HostGuard guard) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return guard.admitted(host, names.resolve(host));
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    /// The answer to a request.
    ///
    /// @throws Unanswered    when there is none, or none with a status of success
    /// @throws InterruptedException when nobody waits any more
    Answer send(String method, URI url, Map<String, List<String>> headers, Optional<String> body)
            throws InterruptedException {
        var answer = exchange(method, url, headers, body);
        if (answer.status() / 100 != 2) {
            throw refused(answer);
        }
        return answer;
    }

    /// The answer to a request, whatever its status.
    ///
    /// @throws Unanswered    when there is none
    /// @throws InterruptedException when nobody waits any more
    Answer exchange(String method, URI url, Map<String, List<String>> headers, Optional<String> body)
            throws InterruptedException {
        var request = new HttpUriRequestBase(method, url);
        headers.forEach((name, values) -> values.forEach(value -> request.addHeader(name, value)));
        // what ignores this is unpacked no further than an answer may be long
        request.setHeader("Accept-Encoding", "identity");
        body.ifPresent(text -> request.setEntity(new ByteArrayEntity(text.getBytes(StandardCharsets.UTF_8), null)));
        var arrived = new ByteArrayOutputStream();
        try (var deadline = new Deadline(timer, patience.whole(), patience.idle(), request::cancel)) {
            return exchange(request, deadline, arrived);
        }
    }

    private Answer exchange(HttpUriRequestBase request, Deadline deadline, ByteArrayOutputStream arrived)
            throws InterruptedException {
        try {
            return client.execute(request, response -> {
                try {
                    return read(response, deadline, arrived);
                } catch (Unanswered e) {
                    // closes the connection of an answer that is still on its way
                    request.cancel();
                    throw e;
                }
            });
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            throw deadline.passed()
                    .map(why -> new Unanswered(Outcome.Kind.TIMEOUT, why, arrived.toString(StandardCharsets.UTF_8)))
                    .orElseGet(() -> lost(e));
        }
    }

    private Answer read(ClassicHttpResponse response, Deadline deadline, ByteArrayOutputStream arrived)
            throws IOException {
        deadline.moved();
        var body = body(response, deadline, arrived);
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var header : response.getHeaders()) {
            headers.merge(
                    header.getName(),
                    List.of(header.getValue()),
                    (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream())
                            .toList());
        }
        return new Answer(response.getCode(), headers, body);
    }

    private Unanswered refused(Answer answer) {
        var status = answer.status();
        var elsewhere = first(answer, "Location");
        if (status / 100 == 3 && elsewhere.isPresent()) {
            return new Unanswered(
                    Outcome.Kind.REJECTED,
                    status + ": the server points to " + elsewhere.get() + ", and redirects are not followed");
        }
        var retryAfter = first(answer, "Retry-After").flatMap(header -> RetryAfter.parse(header, clock.instant()));
        return new Unanswered(kind(status), status + ": " + ErrorText.of(answer.body()), retryAfter);
    }

    private static Optional<String> first(Answer answer, String header) {
        return answer.headers().getOrDefault(header, List.of()).stream().findFirst();
    }

    private static Outcome.Kind kind(int status) {
        return switch (status) {
            case 408 -> Outcome.Kind.TIMEOUT;
            case 429 -> Outcome.Kind.RATE_LIMITED;
            default -> status >= 500 ? Outcome.Kind.SERVER_ERROR : Outcome.Kind.REJECTED;
        };
    }

    private static String body(ClassicHttpResponse response, Deadline deadline, ByteArrayOutputStream arrived)
            throws IOException {
        var entity = response.getEntity();
        if (entity == null) {
            return "";
        }
        var encoding = Optional.ofNullable(entity.getContentEncoding()).orElse("identity");
        return switch (encoding.strip().toLowerCase(java.util.Locale.ROOT)) {
            case "identity", "" -> text(entity.getContent(), deadline, arrived);
            case "gzip", "x-gzip" -> text(new GZIPInputStream(entity.getContent()), deadline, arrived);
            default ->
                throw new Unanswered(
                        Outcome.Kind.NO_ANSWER,
                        "the answer is packed as \"" + encoding + "\", which was not asked for");
        };
    }

    /// @param all where it goes; what has arrived is there when there is no end
    private static String text(InputStream in, Deadline deadline, ByteArrayOutputStream all) throws IOException {
        var part = new byte[8192];
        for (var read = in.read(part); read >= 0; read = in.read(part)) {
            deadline.moved();
            all.write(part, 0, read);
            if (all.size() > LARGEST_BODY) {
                throw new Unanswered(Outcome.Kind.NO_ANSWER, "the answer is longer than " + LARGEST_BODY + " bytes");
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static Unanswered lost(IOException io) {
        return switch (io) {
            case UnknownHostException unknown
            when String.valueOf(unknown.getMessage()).startsWith(HostGuard.REFUSAL) ->
                new Unanswered(Outcome.Kind.REJECTED, "must not be connected to, it has " + unknown.getMessage());
            case UnknownHostException _ -> new Unanswered(Outcome.Kind.CONNECTION, "its name is not known");
            case MessageConstraintException _ ->
                new Unanswered(Outcome.Kind.NO_ANSWER, "the head of the answer is longer than it may be");
            case ConnectTimeoutException _ -> new Unanswered(Outcome.Kind.CONNECTION, "it does not accept in time");
            case ConnectException refused -> new Unanswered(Outcome.Kind.CONNECTION, reason(refused));
            case NoHttpResponseException _ ->
                new Unanswered(Outcome.Kind.CONNECTION, "it closed the connection without an answer");
            default -> new Unanswered(Outcome.Kind.CONNECTION, "the connection broke: " + reason(io));
        };
    }

    /// Without the addresses that the client puts before it.
    private static String reason(IOException io) {
        var said = Optional.ofNullable(io.getMessage()).orElse(io.getClass().getSimpleName());
        return said.substring(said.lastIndexOf("failed: ") < 0 ? 0 : said.lastIndexOf("failed: ") + 8);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
    }
}
