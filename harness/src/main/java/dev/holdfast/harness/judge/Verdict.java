package dev.holdfast.harness.judge;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;

/// Reads what a judge said. Only one of the labels alone is a vote: bare, in quotes, as `{"label": "…"}` or with
/// a full stop after it. Whoever says more is not understood, for what it says more may come from the answer.
final class Verdict {
    private static final Pattern WRAPPING = Pattern.compile(
            "(?s)\\A\\s*(?:```(?:json)?\\s*)?(?:\\{\\s*\"(?:label|verdict)\"\\s*:\\s*\"([^\"]*)\"\\s*}|[\"'*`]*([A-Za-z][A-Za-z0-9_-]*)[\"'*`]*\\.?)\\s*(?:```)?\\s*\\z");

    private Verdict() {}

    /// The label, in the case of the pact.
    static Optional<String> of(String reply, List<String> labels) {
        var matcher = WRAPPING.matcher(reply);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return labels.stream().filter(label -> label.equalsIgnoreCase(word)).findFirst();
    }
}
