package dev.holdfast.alerting.notify;

import java.util.List;

/// What happens next, and what a person can do about it.
///
/// @param next  in one or two sentences
/// @param steps that a person can take, the likeliest first: words, and the command or the address for it
public record Outlook(String next, List<String> steps) {
    public Outlook {
        steps = List.copyOf(steps);
    }
}
