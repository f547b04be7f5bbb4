package dev.holdfast.service.api;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.store.KeyedRequests;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Does a request once that bears an `Idempotency-Key`, and answers its repetitions with the first answer.
@Singleton
final class Once {
    static final String HEADER = "Idempotency-Key";
    private static final int LONGEST = 255;

    private final Database database;
    private final KeyedRequests requests;
    private final Stamps stamps;

    Once(Database database, KeyedRequests requests, Stamps stamps) {
        this.database = database;
        this.requests = requests;
        this.stamps = stamps;
    }

    /// What is asked, by whom and where.
    record Asked(
            Principal principal, String route, @Nullable String key, Object body) {}

    /// The name of what came of it, now or before.
    UUID answer(Asked asked, Supplier<UUID> work) {
        if (asked.key() == null) {
            return work.get();
        }
        var principal = asked.principal();
        var name =
                new KeyedRequests.Name(principal.organisation(), principal.member(), asked.route(), key(asked.key()));
        var digest = Json.digest(asked.body());
        var earlier = database.write(
                principal.tenant(), connection -> requests.begin(connection, name, digest, stamps.now()));
        if (earlier.isPresent()) {
            return again(earlier.get(), digest.value());
        }
        var done = false;
        try {
            var answer = work.get();
            database.write(principal.tenant(), connection -> {
                requests.answer(connection, name, answer.toString());
                return true;
            });
            done = true;
            return answer;
        } finally {
            if (!done) {
                forget(principal, name);
            }
        }
    }

    private static UUID again(KeyedRequests.Earlier earlier, String digest) {
        if (!earlier.digest().equals(digest)) {
            throw new RefusedException(Kind.UNFIT, "key_reused", "the key was used for another request");
        }
        return earlier.answer()
                .map(UUID::fromString)
                .orElseThrow(() -> new RefusedException(
                        Kind.CONFLICT, "still_working", "the first request with this key is still being worked at"));
    }

    private void forget(Principal principal, KeyedRequests.Name name) {
        database.write(principal.tenant(), connection -> {
            requests.forget(connection, name);
            return true;
        });
    }

    /// The draft wants a quoted string; bare ones are taken too.
    private static String key(String header) {
        var key = header.replaceAll("^\"(.*)\"$", "$1");
        if (key.isBlank() || key.length() > LONGEST) {
            throw new RefusedException(Kind.UNFIT, "key", HEADER + " is a text of 1 to " + LONGEST + " characters");
        }
        return key;
    }
}
