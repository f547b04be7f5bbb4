package dev.holdfast.service.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// Which Holdfast this is.
final class Version implements IVersionProvider {
    /// From the jar's manifest; there is none when run from class files.
    static String text() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"holdfast " + text()};
    }
}
