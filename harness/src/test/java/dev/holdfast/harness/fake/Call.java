package dev.holdfast.harness.fake;

import com.fasterxml.jackson.databind.JsonNode;
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

    /// The key that came with it.
    public String authorization() {
        return headers.getOrDefault("authorization", "");
    }

    Protocol protocol() {
        return Protocol.of(path);
    }
}
