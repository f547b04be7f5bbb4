package dev.holdfast.harness.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What the fake agent does when it is called.
public sealed interface Reaction {
    /// Answers in the protocol that it was asked in, and says this.
    record Says(String text) implements Reaction {}

    /// Answers in the protocol that it was asked in, and calls tools instead of saying anything.
    record Calls(List<Tool> tools) implements Reaction {
        /// One call.
        public record Tool(String name, JsonNode arguments) {}
    }

    /// Answers with this status and body.
    record Status(int status, Map<String, String> headers, String body) implements Reaction {}

    /// Waits before it does something else.
    record After(Duration pause, Reaction then) implements Reaction {}

    /// Drops the connection with a TCP reset.
    record Reset() implements Reaction {}

    /// Never answers.
    record Hangs() implements Reaction {}

    /// Sends a whole answer, but only one byte at a time with a pause after each.
    record Drips(String text, Duration pause) implements Reaction {}

    /// Sends an answer that does not end.
    record Endless() implements Reaction {}

    /// Sends a head that does not end: headers without end, or one without end.
    record EndlessHead(boolean inOneLine) implements Reaction {}

    /// Sends a small answer that unpacks to 128 MiB.
    record GzipBomb() implements Reaction {}

    /// Answers packed, although nobody asked for it.
    record Gzipped(String text) implements Reaction {}

    /// Sends half of an answer and then nothing.
    record Stalls(String text) implements Reaction {}

    /// Sends an answer piece by piece as events, with a pause before each.
    record Streams(List<String> pieces, Duration pause, End end) implements Reaction {
        /// What comes after the pieces.
        public enum End {
            DONE,
            /// Nothing ever.
            HANGS,
            /// Nothing, and the response ends.
            BREAKS_OFF,
            /// An event that says that there will be no more.
            FAILS
        }
    }

    /// Points to another place.
    static Reaction redirect(int status, String location) {
        return new Status(status, Map.of("Location", location), "");
    }

    /// Too many requests, in the form of OpenAI's.
    static Reaction rateLimited(String retryAfter) {
        return new Status(
                429,
                Map.of("Retry-After", retryAfter),
                "{\"error\": {\"message\": \"slow down\", \"type\": \"rate_limit\"}}");
    }

    /// An error with the message in the form of OpenAI's.
    static Reaction error(int status, String message) {
        return new Status(status, Map.of(), "{\"error\": {\"message\": \"" + message + "\"}}");
    }

    /// A response that is sent as it stands.
    static Reaction body(String body) {
        return new Status(200, Map.of(), body);
    }
}
