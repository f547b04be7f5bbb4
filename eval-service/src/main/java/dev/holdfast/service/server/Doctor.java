package dev.holdfast.service.server;

import dev.holdfast.service.database.Checkup;
import dev.holdfast.service.local.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at everything that the service stands on, and changes none of it.
public record Doctor(Settings settings, InstantSource clock) {
    private static final long LITTLE_SPACE = 1L << 30;
    private static final Duration APART = Duration.ofSeconds(5);

    /// What was found.
    public record Finding(String what, boolean good, String told) {}

    public List<Finding> look() throws IOException {
        var findings = new ArrayList<Finding>();
        findings.add(disk());
        findings.add(key());
        switch (Checkup.of(settings.data(), settings.database())) {
            case Checkup.Absent(var why) -> findings.add(new Finding("database", false, why));
            case Checkup.Reached(var version, var migrations, var now) -> {
                findings.add(new Finding("database", true, version + ", " + migrations + " migrations"));
                var apart = Duration.between(now, clock.instant()).abs();
                findings.add(new Finding(
                        "clock",
                        apart.compareTo(APART) < 0,
                        "%d ms apart from the database's".formatted(apart.toMillis())));
            }
        }
        return findings;
    }

    private Finding disk() throws IOException {
        var free =
                Files.getFileStore(existing(settings.data().toAbsolutePath())).getUsableSpace();
        return new Finding("disk", free > LITTLE_SPACE, "%,d MiB free at %s".formatted(free >> 20, settings.data()));
    }

    private static Path existing(Path path) {
        for (@Nullable Path place = path; place != null; place = place.getParent()) {
            if (Files.exists(place)) {
                return place;
            }
        }
        return Path.of("");
    }

    private Finding key() throws IOException {
        try {
            if (settings.signingKey().isPresent()) {
                var id = KeyRing.read(settings.signingKey().get()).publicKey().id();
                return new Finding("key", true, id.substring(0, 12));
            }
            return new KeyRing(settings.data())
                    .own()
                    .map(key -> new Finding("key", true, key.publicKey().id().substring(0, 12)))
                    .orElse(new Finding("key", true, "none yet; the first start makes one"));
        } catch (IllegalArgumentException e) {
            return new Finding("key", false, String.valueOf(e.getMessage()));
        }
    }
}
