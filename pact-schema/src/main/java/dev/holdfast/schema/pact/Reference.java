package dev.holdfast.schema.pact;

import java.util.List;
import java.util.regex.Pattern;

/// Text that may hold `${env:NAME}` and `${file:PATH}`; what they stand for is looked up when it is used, and never
/// kept.
public record Reference(String text) {
    /// The form of one reference: group 1 is `env` or `file`, group 2 the name.
    public static final Pattern FORM = Pattern.compile("\\$\\{(env|file):([^}]+)}");

    /// Whether there is anything to look up, and so something to keep out of sight.
    public boolean isSecret() {
        return FORM.matcher(text).find();
    }

    /// Parts that look like a reference but are none, such as `${ENV_NAME}`.
    public List<String> malformed() {
        return Pattern.compile("\\$\\{[^}]*}?")
                .matcher(text)
                .results()
                .map(java.util.regex.MatchResult::group)
                .filter(part -> !FORM.matcher(part).matches())
                .toList();
    }

    @Override
    public String toString() {
        return text;
    }
}
