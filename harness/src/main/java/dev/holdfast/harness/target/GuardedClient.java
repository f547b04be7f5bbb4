package dev.holdfast.harness.target;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sends requests to places that somebody else has named, as a service has to that calls its users' webhooks: over the
/// transport of the targets, so that names are looked at where they are resolved, no redirect leads elsewhere, and no
/// answer is longer or slower than it may be.
public final class GuardedClient implements AutoCloseable {
    private final Transport transport;

    /// @param patience for a whole answer
    /// @param guard    where requests may go
    public GuardedClient(Duration patience, HostGuard guard, InstantSource clock) {
        this.transport = new Transport(new Transport.Patience(patience, Optional.empty()), guard, clock);
    }

    /// What came back.
    public sealed interface Response {
        /// The other side answered, whatever it said.
        record Answered(int status, Map<String, List<String>> headers, String body) implements Response {
            public Answered {
                headers = Map.copyOf(headers);
            }
        }

        /// No answer. The reason names no secret of the URL, only what a refused name was resolved to.
        record Lost(String reason) implements Response {}
    }

    /// One attempt.
    ///
    /// @throws InterruptedException when nobody waits any more
    public Response send(String method, String url, Map<String, String> headers, String body)
            throws InterruptedException {
        var all = new java.util.TreeMap<String, List<String>>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        try {
            var answer = transport.exchange(
                    method, URI.create(url), all, Optional.of(body).filter(text -> !text.isEmpty()));
            return new Response.Answered(answer.status(), answer.headers(), answer.body());
        } catch (Unanswered e) {
            return new Response.Lost(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        transport.close();
    }
}
