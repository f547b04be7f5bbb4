package dev.holdfast.service.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.merkle.Hash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// One change, decision or action, as it stands in the log: a leaf of its tree.
///
/// @param id        random, so that a leaf's hash gives nothing of it away
/// @param seq       which leaf it is, from 0 and without gaps
/// @param time      by the clock of the node that wrote it
/// @param action    what was done: `pact.changed`, `token.revoked`
/// @param before    digest of what was there; absent where there was nothing
/// @param after     digest of what is there now; absent where there is nothing
/// @param reason    that was given
/// @param requestId of the call that asked for it
/// @param decision  what was decided, where it is a decision
public record Event(
        String id,
        long seq,
        String organisation,
        Instant time,
        Actor actor,
        String action,
        @JsonProperty("object") Subject subject,
        @JsonProperty("before_sha256") Optional<Digest> before,
        @JsonProperty("after_sha256") Optional<Digest> after,
        Optional<String> reason,
        @JsonProperty("request_id") Optional<String> requestId,
        Optional<String> decision) {

    public Event {
        Bounds.text("an event's id", id);
        Bounds.text("an organisation", organisation);
        Bounds.words("an action", action);
        reason.ifPresent(value -> Bounds.text("a reason", value));
        requestId.ifPresent(value -> Bounds.text("a request's id", value));
        decision.ifPresent(value -> Bounds.word("a decision", value));
        if (seq < 0) {
            throw new IllegalArgumentException("leaves are counted from 0, not " + seq);
        }
    }

    /// The one spelling, which is what is hashed.
    public String leaf() {
        return Json.canonical(this);
    }

    public Hash hash() {
        return hash(leaf());
    }

    /// The hash of a leaf that was spelled before.
    static Hash hash(String leaf) {
        return Hash.leaf(leaf.getBytes(StandardCharsets.UTF_8));
    }
}
