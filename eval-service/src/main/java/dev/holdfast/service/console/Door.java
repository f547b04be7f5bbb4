package dev.holdfast.service.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where somebody is led who has signed in, or is about to.
final class Door {
    private static final String HOME = "/console/agents";

    /// Only ever a page of ours.
    private static final Pattern PAGE =
            Pattern.compile("/console/[A-Za-z0-9_-]+(/[A-Za-z0-9_.-]+)*(\\?[A-Za-z0-9_=&%.-]*)?");

    private Door() {}

    /// Out to the identity provider. A link and no form: a browser follows no form's redirect to another site, as the
    /// policy of every page has it.
    static String toProvider(String from) {
        return ProviderController.PATH + "/begin?from=" + URLEncoder.encode(from, StandardCharsets.UTF_8);
    }

    static String page(Optional<String> from) {
        return from.filter(path -> PAGE.matcher(path).matches()).orElse(HOME);
    }
}
