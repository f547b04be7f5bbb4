package dev.holdfast.harness.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// One request that the fake agent got.
///
/// @param number  from 1, over all calls
/// @param path    that was asked for, which tells the protocol
/// @param headers by their name in lower case
public record Call(int number, String path, Map<String, String> headers, JsonNode body) {
    /// The last thing the user says.
    public String question() {
        return protocol().question(body);
    }

    /// The names of the tools that it is offered.
    public List<String> tools() {
        return new ToolTalk(protocol()).offered(body);
    }

    /// What tools have answered since the user spoke last.
    public List<String> toolAnswers() {
        return new ToolTalk(protocol()).answers(body);
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

    Protocol protocol() {
        return Protocol.of(path);
    }
}
