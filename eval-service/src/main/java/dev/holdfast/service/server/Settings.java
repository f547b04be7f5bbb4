package dev.holdfast.service.server;

import dev.holdfast.schema.json.Nearest;
import dev.holdfast.service.database.Logins;
import dev.holdfast.service.database.Logins.Login;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where the service listens and where its data are. What is promised stands in pacts, not here.
///
/// @param port     0 takes any that is free
/// @param data     the folder of the embedded database, and of what the service keeps beside it
/// @param programs where the embedded database's programs are unpacked, once
/// @param database an external database; absent for the embedded one
/// @param signingKey signs what is certified on the server; absent for one of its own beside the data
/// @param trustedHosts that agents may be at although their addresses are not public
/// @param version    of Holdfast, which stands in every document
public record Settings(
        String host,
        int port,
        Path data,
        Path programs,
        Optional<Logins> database,
        Optional<Path> signingKey,
        Set<String> trustedHosts,
        String version) {

    private static final String PREFIX = "HOLDFAST_DB_";
    private static final String URL = PREFIX + "URL";
    private static final String USER = PREFIX + "USER";
    private static final String PASSWORD = PREFIX + "PASSWORD";
    private static final String OWNER = PREFIX + "OWNER";
    private static final String OWNER_PASSWORD = PREFIX + "OWNER_PASSWORD";
    private static final List<String> KNOWN = List.of(URL, USER, PASSWORD, OWNER, OWNER_PASSWORD);

    /// The same, where agents may be at these hosts too.
    public Settings trusting(Set<String> hosts) {
        return new Settings(host, port, data, programs, database, signingKey, hosts, version);
    }

    /// The external database that the environment names, if it names one.
    ///
    /// @throws IllegalArgumentException for a name that only looks like one of ours, and for half an address
    public static Optional<Logins> database(Map<String, String> environment) {
        var named = environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX))
                .sorted()
                .toList();
        for (var name : named) {
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException(name + " is no setting" + Nearest.hint(name, KNOWN));
            }
        }
        return named.isEmpty() ? Optional.empty() : Optional.of(logins(environment));
    }

    private static Logins logins(Map<String, String> environment) {
        var app = new Login(required(environment, USER), required(environment, PASSWORD));
        var owner = Optional.ofNullable(environment.get(OWNER))
                .map(user -> new Login(user, required(environment, OWNER_PASSWORD)));
        return new Logins(required(environment, URL), app, owner);
    }

    private static String required(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .orElseThrow(() -> new IllegalArgumentException(name + " is missing; an external database takes "
                        + String.join(", ", List.of(URL, USER, PASSWORD))));
    }
}
