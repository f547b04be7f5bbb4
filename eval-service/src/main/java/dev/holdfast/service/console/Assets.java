package dev.holdfast.service.console;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.service.console.page.Frame;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What pages need beside themselves, from the jar and from nowhere else. A name holds the digest of what it names, so
/// that browsers may keep it for good.
@Singleton
final class Assets {
    static final String PATH = "/console/assets";

    private final Asset style = Asset.of(
            "console.css",
            "text/css",
            "/dev/holdfast/reports/page/page.css",
            "/dev/holdfast/service/console/console.css");
    private final Asset script =
            Asset.of("htmx.js", "text/javascript", "/META-INF/resources/webjars/htmx.org/2.0.8/dist/htmx.min.js");

    Assets() {}

    /// One of them.
    record Asset(String name, MediaType type, String text) {
        static Asset of(String ending, String type, String... resources) {
            var text = Stream.of(resources).map(Assets::read).collect(Collectors.joining("\n"));
            var name = Digest.of(text).brief() + "-" + ending;
            return new Asset(name, MediaType.of(type + ";charset=utf-8"), text);
        }
    }

    Frame.Sources sources() {
        return new Frame.Sources(PATH + "/" + style.name(), PATH + "/" + script.name());
    }

    Optional<Asset> named(String name) {
        return List.of(style, script).stream()
                .filter(asset -> asset.name().equals(name))
                .findFirst();
    }

    private static String read(String resource) {
        try (var in = Objects.requireNonNull(Assets.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
