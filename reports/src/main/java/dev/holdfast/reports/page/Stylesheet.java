package dev.holdfast.reports.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// The page's one style sheet, and the policy that lets a browser use it and nothing else.
public record Stylesheet(String css, String policy) {
    static final Stylesheet PAGE = of(read());

    private static Stylesheet of(String css) {
        var policy = "default-src 'none'; style-src 'sha256-" + digest(css) + "'; base-uri 'none'; form-action 'none'";
        return new Stylesheet(css, policy);
    }

    private static String read() {
        try (var resource = Stylesheet.class.getResourceAsStream("page.css")) {
            if (resource == null) {
                throw new IllegalStateException("page.css is missing from the module");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(String css) {
        try {
            var bytes = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
