package dev.holdfast.service.bench;

import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// The fake agent in a process of its own, so that what it costs is not counted for whoever asks it.
///
/// Prints its URL. Every line on its standard input is a latency in milliseconds that holds from then on, and is
/// answered
/// with what came since the line before: calls, the most that were open at once ever, and nanoseconds to the last call
/// from the first, and from the one that was the first after so many that whoever asks has begun to run smoothly.
final class MockServer {
    private static final Pattern CASE = Pattern.compile("case-(\\d+)");

    /// Calls of those who still load and compile what they run.
    static final int BEGINNING = 1_000;

    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong first = new AtomicLong();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong last = new AtomicLong();

    public static void main(String[] arguments) throws IOException {
        try (var agent = FakeAgent.start();
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            var server = new MockServer();
            System.out.println(agent.url());
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var pause = Duration.ofMillis(Long.parseLong(line));
                System.out.println(server.calls.getAndSet(0) + " " + agent.maxInFlight() + " "
                        + (server.last.get() - server.first.get()) + " "
                        + (server.last.get() - server.begun.get()));
                agent.does(call -> server.says(call, pause));
            }
        }
    }

    private Reaction says(Call call, Duration pause) {
        var now = System.nanoTime();
        var before = calls.getAndIncrement();
        if (before == 0) {
            first.set(now);
        }
        if (before == BEGINNING) {
            begun.set(now);
        }
        last.set(now);
        return pause.isZero() ? says(call) : new Reaction.After(pause, says(call));
    }

    /// What a support agent says that has to answer in JSON.
    private static Reaction says(Call call) {
        var number = CASE.matcher(call.question());
        var id = number.find() ? number.group() : "?";
        return new Reaction.Says("{\"id\":\"" + id + "\",\"ok\":true,\"text\":\"The refund window is 30 days.\"}");
    }
}
