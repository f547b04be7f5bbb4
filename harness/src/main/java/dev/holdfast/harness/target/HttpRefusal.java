package dev.holdfast.harness.target;

import dev.langchain4j.exception.HttpException;
import java.time.Duration;
import java.util.Optional;

/// An answer of the server that is none, with what LangChain4j would not pass on of it.
final class HttpRefusal extends HttpException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Duration> retryAfter;

    HttpRefusal(int status, String body, Optional<Duration> retryAfter) {
        super(status, body);
        this.retryAfter = retryAfter;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
