package dev.holdfast.harness.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// One request that the fake agent got.
///
/// @param number  from 1, over all calls
/// @param headers by their name in lower case
public record Call(int number, Map<String, String> headers, JsonNode body) {
    /// The last thing the user says.
    public String question() {
        var messages = body.path("messages");
        return messages.path(messages.size() - 1).path("content").asText();
    }

    /// What all messages say, one after the other.
    public List<String> said() {
        return body.path("messages").findValuesAsText("content");
    }

    /// How many characters were sent.
    public int length() {
        return said().stream().mapToInt(String::length).sum();
    }

    /// The key that came with it.
    public String authorization() {
        return headers.getOrDefault("authorization", "");
    }
}
