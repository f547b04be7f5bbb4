package dev.holdfast.service.evaluation;

import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.service.bundle.Bundle;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.store.PactFiles;
import dev.holdfast.service.store.PactVersion;
import dev.holdfast.service.store.PactVersions;
import dev.holdfast.service.store.Pacts;
import dev.holdfast.service.store.StoredPact;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes in pacts. Every change is a version; what was said before stays.
@Singleton
public final class Publishing {
    private final Database database;
    private final Pacts pacts;
    private final PactVersions versions;
    private final PactFiles files;
    private final Stamps stamps;

    Publishing(Database database, Pacts pacts, PactVersions versions, PactFiles files, Stamps stamps) {
        this.database = database;
        this.pacts = pacts;
        this.versions = versions;
        this.files = files;
        this.stamps = stamps;
    }

    /// Where a pact goes.
    ///
    /// @param agent which it is about; absent where that is not told
    public record Shelf(UUID project, Optional<UUID> agent) {}

    /// Keeps the pact as a new version, unless it is kept to the byte already.
    ///
    /// @throws dev.holdfast.schema.json.InvalidDocumentException with every problem of the pact
    public PactVersion publish(Principal author, Shelf shelf, Bundle bundle) {
        try (var open = bundle.open()) {
            var file = open.read();
            return database.write(author.tenant(), connection -> publish(connection, author, shelf, bundle, file));
        }
    }

    private PactVersion publish(Connection connection, Principal author, Shelf shelf, Bundle bundle, PactFile file)
            throws SQLException {
        var pact = pacts.findByProjectAndName(shelf.project(), file.pact().name())
                .orElseGet(() -> pacts.save(pact(author, shelf, file)));
        var digest = bundle.digest().value();
        var same = versions.findByPactAndDigest(pact.id(), digest);
        if (same.isPresent()) {
            return same.get();
        }
        var number = versions.findFirstByPactOrderByNumberDesc(pact.id())
                        .map(PactVersion::number)
                        .orElse(0)
                + 1;
        var version = versions.save(version(author, pact, number, bundle, file));
        files.write(connection, version, bundle);
        return version;
    }

    private StoredPact pact(Principal author, Shelf shelf, PactFile file) {
        var born = stamps.next();
        @Nullable UUID agent = shelf.agent().orElse(null);
        return new StoredPact(
                author.organisation(), shelf.project(), born.id(), file.pact().name(), agent, born.at(), 0);
    }

    private PactVersion version(Principal author, StoredPact pact, int number, Bundle bundle, PactFile file) {
        var born = stamps.next();
        return new PactVersion(
                pact.organisation(),
                pact.project(),
                born.id(),
                pact.id(),
                number,
                author.member(),
                bundle.entry(),
                bundle.digest().value(),
                file.pact().digest().value(),
                file.suite().digest().value(),
                file.pact().promises().size(),
                file.suite().tasks().size(),
                born.at());
    }

    /// What changed between two versions.
    public PactDifference difference(Principal reader, PactVersion from, PactVersion to) {
        return PactDifference.of(files(reader, from.id()), files(reader, to.id()));
    }

    /// A version with its files.
    public Bundle files(Principal reader, UUID version) {
        return database.read(reader.tenant(), connection -> {
            var row = versions.findById(version).orElseThrow(() -> RefusedException.missing("version", version));
            return files.read(connection, row);
        });
    }
}
