package dev.holdfast.service.audit.log;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.audit.Subject;
import java.util.Optional;

/// What somebody did, before it is an event: the log adds where it stands, and when.
///
/// @param action written `pact.changed`
/// @param before digest of what was there
/// @param after  digest of what is there now
public record Deed(
        String action,
        Subject subject,
        Optional<Digest> before,
        Optional<Digest> after,
        Optional<String> reason,
        Optional<String> decision) {

    /// Something is there that was not.
    ///
    /// @param type what it is: `pact`
    public static Deed created(String type, Object id, Object document) {
        return new Deed(
                type + ".created",
                subject(type, id),
                Optional.empty(),
                Optional.of(Json.digest(document)),
                Optional.empty(),
                Optional.empty());
    }

    public static Deed changed(String type, Object id, Object before, Object after) {
        return new Deed(
                type + ".changed",
                subject(type, id),
                Optional.of(Json.digest(before)),
                Optional.of(Json.digest(after)),
                Optional.empty(),
                Optional.empty());
    }

    /// A text is gone for good, whose salted digest the log has.
    public static Deed erased(String type, Object id, Digest digest) {
        return new Deed(
                type + ".erased",
                subject(type, id),
                Optional.of(digest),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Something is not there any more.
    public static Deed deleted(String type, Object id, Object document) {
        return new Deed(
                type + ".deleted",
                subject(type, id),
                Optional.of(Json.digest(document)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Something was done to it, of which no document tells: `token.revoked`.
    public static Deed done(String type, Object id, String what) {
        return new Deed(
                type + "." + what,
                subject(type, id),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Something was decided.
    ///
    /// @param decision `allow`, `deny`, `approved`, …
    /// @param document that says all of it
    public static Deed decided(String type, Object id, String decision, Object document) {
        return new Deed(
                type + ".decided",
                subject(type, id),
                Optional.empty(),
                Optional.of(Json.digest(document)),
                Optional.empty(),
                Optional.of(decision));
    }

    /// With the reason that was given, if one was.
    public Deed because(Optional<String> why) {
        return new Deed(action, subject, before, after, why.filter(text -> !text.isBlank()), decision);
    }

    private static Subject subject(String type, Object id) {
        return new Subject(type, id.toString(), Optional.empty());
    }
}
