package dev.holdfast.service.cli;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.remote.OnCall;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What of a service is listed, and how: the options of commands that list.
final class Listing {
    @Option(names = "--all", description = "Those that have ended too.")
    private boolean all;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json.")
    private OutputFormat format = OutputFormat.TEXT;

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    OnCall of(Host host) {
        return new OnCall(service.open(host));
    }

    /// Whether those that have ended are wanted too.
    boolean all() {
        return all;
    }

    /// @param line prints one of them
    /// @param none what is said where there is none
    <T> int tell(Host host, List<T> found, Consumer<T> line, String none) {
        if (format == OutputFormat.JSON) {
            host.terminal().print(Json.pretty(found));
            return ExitCode.PASS.code();
        }
        found.forEach(line);
        if (found.isEmpty()) {
            host.terminal().say(none);
        }
        return ExitCode.PASS.code();
    }
}
