package dev.holdfast.alerting.wire;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What came back.
public sealed interface Reply {
    /// The other side answered, whatever it said.
    ///
    /// @param headers by their names in lower case
    record Answered(int status, Map<String, String> headers, String body) implements Reply {
        public Answered {
            headers = Map.copyOf(headers);
        }

        public boolean succeeded() {
            return status / 100 == 2;
        }

        /// How long the other side asks to be left alone, where it says so in seconds.
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(headers.get("retry-after"))
                    .filter(text -> text.matches("\\d{1,6}"))
                    .map(text -> Duration.ofSeconds(Long.parseLong(text)));
        }
    }

    /// No answer. Whether the request arrived is not known.
    record Unanswered(String reason) implements Reply {}
}
