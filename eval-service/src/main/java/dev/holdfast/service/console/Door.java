package dev.holdfast.service.console;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where somebody is led who has signed in.
final class Door {
    private static final String HOME = "/console/agents";

    /// Only ever a page of ours.
    private static final Pattern PAGE =
            Pattern.compile("/console/[A-Za-z0-9_-]+(/[A-Za-z0-9_.-]+)*(\\?[A-Za-z0-9_=&%.-]*)?");

    private Door() {}

    static String page(Optional<String> from) {
        return from.filter(path -> PAGE.matcher(path).matches()).orElse(HOME);
    }
}
