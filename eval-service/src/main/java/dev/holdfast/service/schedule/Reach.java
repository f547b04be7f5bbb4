package dev.holdfast.service.schedule;

import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.harness.target.HostGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// What the agents of an organisation may be asked with, and where they may be.
///
/// The service's own environment is nobody's secret to use: a pact that asks for `${env:NAME}` is given the file
/// `NAME` of its organisation's folder, which an operator puts there (or a cluster mounts), and nothing else.
///
/// @param guard   which addresses may be reached
/// @param secrets the folder that holds a folder for each organisation, named by its id
public record Reach(HostGuard guard, Path secrets) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /// The secrets of an organisation.
    ///
    /// @param folder that `${file:PATH}` is relative to: the pact's
    Secrets of(UUID organisation, Path folder) {
        var own = secrets.resolve(organisation.toString());
        return new Secrets(name -> read(own, name), folder);
    }

    private static Optional<String> read(Path folder, String name) {
        var file = folder.resolve(name);
        if (!NAME.matcher(name).matches() || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
