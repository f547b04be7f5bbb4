package dev.holdfast.service.api;

import dev.holdfast.baselines.certify.PublicKey;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.security.Scope;
import dev.holdfast.service.store.TrustedKey;
import dev.holdfast.service.store.TrustedKeys;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.UUID;

/// The keys whose baselines an organisation believes.
@Controller("/v1/keys")
@ExecuteOn(TaskExecutors.BLOCKING)
final class TrustedKeyController {
    private final Database database;
    private final TrustedKeys keys;
    private final Stamps stamps;

    TrustedKeyController(Database database, TrustedKeys keys, Stamps stamps) {
        this.database = database;
        this.keys = keys;
        this.stamps = stamps;
    }

    /// A public key as `holdfast keygen` writes it.
    public record NewKey(String name, String pem) {}

    @Get
    @Secured(Scope.READ)
    Page<TrustedKey> list(Principal principal) {
        return Page.all(database.read(principal.tenant(), _ -> keys.listOrderByCreatedAtAndId()));
    }

    @Post
    @Status(HttpStatus.CREATED)
    @Secured(Scope.MEMBER_WRITE)
    TrustedKey trust(Principal principal, @Body NewKey key) {
        var born = stamps.next();
        var row = new TrustedKey(
                principal.organisation(), born.id(), id(key), key.name(), key.pem(), principal.member(), born.at());
        return database.write(principal.tenant(), _ -> keys.save(row));
    }

    @Delete("/{id}")
    @Status(HttpStatus.NO_CONTENT)
    @Secured(Scope.MEMBER_WRITE)
    void distrust(Principal principal, UUID id) {
        if (database.write(principal.tenant(), _ -> keys.deleteById(id)) == 0) {
            throw RefusedException.missing("key", id);
        }
    }

    private static String id(NewKey key) {
        try {
            return PublicKey.read("pem", key.pem()).id();
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    RefusedException.Kind.UNFIT, "no_public_key", "pem is not an Ed25519 public key in PEM form");
        }
    }
}
