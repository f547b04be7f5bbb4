package dev.holdfast.service.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;

/// The process that a command runs in.
record Host(Terminal terminal, Map<String, String> environment, InstantSource clock) {
    /// Where this user's own keys are kept.
    Path home() {
        var named = environment.get("HOLDFAST_HOME");
        if (named != null) {
            return Path.of(named);
        }
        var config = environment.get("XDG_CONFIG_HOME");
        var base = config != null
                ? Path.of(config)
                : Path.of(Objects.requireNonNullElse(environment.get("HOME"), "."), ".config");
        return base.resolve("holdfast");
    }

    /// Where a user's files of a kind are kept by the rules of the desktop.
    Path folder(String variable, String below) {
        var named = environment.get(variable);
        var base = named != null
                ? Path.of(named)
                : Path.of(Objects.requireNonNullElse(environment.get("HOME"), "."), below);
        return base.resolve("holdfast");
    }
}
