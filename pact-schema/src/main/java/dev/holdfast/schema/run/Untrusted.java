package dev.holdfast.schema.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Text that an agent, a user or a golden task wrote, on its way to somebody's screen.
///
/// It has no string form on purpose: whoever joins it to a text gets a remark. In JSON it is a string, which
/// escapes it; everywhere else only an encoder takes the text out, which the architecture test makes sure of.
///
/// @param raw for encoders alone
public record Untrusted(@JsonValue String raw) {
    @JsonCreator
    public Untrusted {}

    /// Not the text.
    @Override
    public String toString() {
        return "(" + raw.length() + " characters of untrusted text)";
    }
}
