package dev.holdfast.harness.tool;

/// What a tool gave back.
///
/// @param body as the agent gets it
public record ToolAnswer(Status status, String body) {
    /// How the call went, as the agent is told.
    public enum Status {
        OK(200),
        /// The arguments are not of the tool's schema.
        BAD_ARGUMENTS(400),
        /// There is no such tool, or it knows nothing of what it was asked.
        NOT_FOUND(404),
        BROKEN(500),
        TIMEOUT(504);

        private final int http;

        Status(int http) {
            this.http = http;
        }

        /// As a status of HTTP.
        public int http() {
            return http;
        }
    }

    static ToolAnswer error(Status status, String message) {
        return new ToolAnswer(status, dev.holdfast.schema.json.Json.line(java.util.Map.of("error", message)));
    }
}
