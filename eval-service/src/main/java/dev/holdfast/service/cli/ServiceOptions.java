package dev.holdfast.service.cli;

import dev.holdfast.service.remote.RemoteService;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/// The options of every command that can ask a service.
final class ServiceOptions {
    private static final String TOKEN = "HOLDFAST_TOKEN";

    @Option(names = "--server", paramLabel = "URL", description = "Ask this service.")
    private Optional<URI> server;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "For the service. Better left to the variable " + TOKEN + ", which no process list shows.")
    private Optional<String> token;

    @Option(names = "--project", paramLabel = "NAME", description = "Which project of the service; the only one else.")
    private Optional<String> project;

    /// Whether a service is to be asked.
    boolean named() {
        return server.isPresent();
    }

    Optional<String> project() {
        return project;
    }

    RemoteService open(Host host) {
        var address = server.orElseThrow(() -> new UsageException("--server URL is missing"));
        var bearer = token.or(() -> Optional.ofNullable(host.environment().get(TOKEN)))
                .orElseThrow(() -> new UsageException("a service wants a token: --token, or the variable " + TOKEN));
        return new RemoteService(address, bearer);
    }
}
