package dev.holdfast.service.evaluation;

import dev.holdfast.baselines.certify.PublicKey;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.service.bundle.Bundle;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import dev.holdfast.service.retention.Retention;
import dev.holdfast.service.store.PactFiles;
import dev.holdfast.service.store.PactVersion;
import dev.holdfast.service.store.PactVersions;
import dev.holdfast.service.store.Pacts;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredPact;
import dev.holdfast.service.store.StoredRun;
import dev.holdfast.service.store.TrustedKeys;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Finds what an evaluation or a certificate is made of, inside the tenant's transaction.
@Singleton
final class Evidence {
    private final Shelves shelves;
    private final Runs runs;
    private final Retention retention;
    private final TrustedKeys keys;

    /// Where pacts lie.
    @Singleton
    record Shelves(Pacts pacts, PactVersions versions, PactFiles files) {}

    Evidence(Shelves shelves, Runs runs, Retention retention, TrustedKeys keys) {
        this.shelves = shelves;
        this.runs = runs;
        this.retention = retention;
        this.keys = keys;
    }

    /// @param control the control's runs of the same occasions
    record Found(PactVersion version, Bundle bundle, List<Run> runs, List<Run> control) {}

    /// Runs of a pact, beside the newest version of it.
    Found of(Connection connection, UUID pact, List<UUID> wanted) throws SQLException {
        var version = shelves.versions()
                .findFirstByPactOrderByNumberDesc(pact(pact).id())
                .orElseThrow(() -> RefusedException.missing("pact", pact));
        return of(connection, version, wanted);
    }

    Found of(Connection connection, PactVersion version, List<UUID> wanted) throws SQLException {
        var found = new ArrayList<Run>();
        var control = new ArrayList<Run>();
        for (var id : wanted) {
            var run = run(version, id);
            found.add(read(connection, run));
            var beside = runs.findByPactAndName(version.pact(), run.name() + Run.OF_CONTROL);
            if (beside.isPresent()) {
                control.add(read(connection, beside.get()));
            }
        }
        return new Found(version, shelves.files().read(connection, version), found, control);
    }

    StoredPact pact(UUID id) {
        return shelves.pacts().findById(id).orElseThrow(() -> RefusedException.missing("pact", id));
    }

    List<PublicKey> trusted() {
        return keys.listOrderByCreatedAtAndId().stream()
                .map(key -> PublicKey.read(key.name(), key.pem()))
                .toList();
    }

    private Run read(Connection connection, StoredRun run) throws SQLException {
        return RunFile.parse("run " + run.name(), retention.lines(connection, run))
                .runs()
                .getFirst();
    }

    private StoredRun run(PactVersion version, UUID id) {
        var run = runs.findById(id).orElseThrow(() -> RefusedException.missing("run", id));
        if (!run.pact().equals(version.pact())) {
            throw new RefusedException(Kind.UNFIT, "run_of_another_pact", "run " + id + " is of another pact");
        }
        return run;
    }
}
