package dev.holdfast.service.evaluation;

import dev.holdfast.baselines.certify.BaselineFile;
import dev.holdfast.baselines.certify.Certification;
import dev.holdfast.baselines.certify.Certifier;
import dev.holdfast.baselines.certify.PublicKey;
import dev.holdfast.schema.baseline.Certificate;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import dev.holdfast.service.security.Principal;
import dev.holdfast.service.store.Baselines;
import dev.holdfast.service.store.StoredBaseline;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Puts baselines forward, and has somebody else decide upon them.
@Singleton
public final class Certifying {
    private final Database database;
    private final Baselines baselines;
    private final Evidence evidence;
    private final ServiceIdentity identity;
    private final Stamps stamps;
    private final AuditLog log;

    Certifying(
            Database database, Baselines baselines, Evidence evidence, ServiceIdentity identity, Registrar registrar) {
        this.database = database;
        this.baselines = baselines;
        this.evidence = evidence;
        this.identity = identity;
        this.stamps = registrar.stamps();
        this.log = registrar.log();
    }

    /// What is decided upon a baseline.
    public enum Choice {
        CERTIFY(StoredBaseline.PROPOSED, StoredBaseline.CERTIFIED),
        REJECT(StoredBaseline.PROPOSED, StoredBaseline.REJECTED),
        RETIRE(StoredBaseline.CERTIFIED, StoredBaseline.RETIRED);

        private final String from;
        private final String to;

        Choice(String from, String to) {
            this.from = from;
            this.to = to;
        }
    }

    /// Who puts a baseline forward, and so may not certify it.
    ///
    /// @param incident that was accepted, where that is why
    public record Author(Tenant tenant, UUID member, Actor actor, Optional<String> incident) {
        static Author of(Principal principal) {
            return new Author(principal.tenant(), principal.member(), principal.actor(), Optional.empty());
        }
    }

    /// Puts forward stored runs, which the service certifies and signs.
    public StoredBaseline propose(Principal author, UUID pact, List<UUID> runs) {
        return propose(Author.of(author), pact, runs);
    }

    /// The same, for somebody who is no longer at the door.
    public StoredBaseline propose(Author author, UUID pact, List<UUID> runs) {
        var found = database.read(author.tenant(), connection -> evidence.of(connection, pact, runs));
        try (var open = found.bundle().open()) {
            var file = open.read();
            var certification =
                    new Certifier(file, found.runs(), found.control()).certify(stamps.now(), identity.version());
            return switch (certification) {
                case Certification.Refused(var reasons) ->
                    throw new RefusedException(Kind.UNFIT, "not_certified", "these runs cannot be a baseline", reasons);
                case Certification.Certified certified ->
                    keep(
                            author,
                            found.version().project(),
                            pact,
                            certified.certificate(),
                            BaselineFile.text(certified, identity.key()));
            };
        }
    }

    /// Puts forward a baseline that was certified and signed elsewhere.
    ///
    /// @throws dev.holdfast.baselines.certify.UntrustedBaselineException when no trusted key signed exactly this
    public StoredBaseline propose(Principal author, UUID pact, String file) {
        var stored = database.read(author.tenant(), _ -> evidence.pact(pact));
        var read = BaselineFile.read("baseline", file, trusted(author.tenant()));
        if (!read.certificate().pact().equals(stored.name())) {
            throw new RefusedException(
                    Kind.UNFIT,
                    "baseline_of_another_pact",
                    "it is the baseline of pact \"%s\", not of \"%s\""
                            .formatted(read.certificate().pact(), stored.name()));
        }
        return keep(Author.of(author), stored.project(), pact, read.certificate(), file);
    }

    /// Decides. Who put a baseline forward may withdraw it, never certify it.
    public StoredBaseline decide(Principal certifier, UUID id, Choice choice, Optional<String> reason) {
        return database.write(certifier.tenant(), connection -> {
            var baseline = baselines.findById(id).orElseThrow(() -> RefusedException.missing("baseline", id));
            if (!baseline.state().equals(choice.from)) {
                throw new RefusedException(
                        Kind.CONFLICT, "already_decided", "the baseline is " + baseline.state() + " already");
            }
            if (choice == Choice.CERTIFY && baseline.proposedBy().equals(certifier.member())) {
                throw new RefusedException(
                        Kind.FORBIDDEN, "own_baseline", "who put a baseline forward cannot certify it");
            }
            var decided = baselines.update(
                    baseline.decided(choice.to, certifier.member(), stamps.now(), reason.orElse(null)));
            log.record(
                    connection,
                    certifier.organisation(),
                    certifier.actor(),
                    Deed.decided("baseline", id, choice.to, decided).because(reason));
            return decided;
        });
    }

    /// The keys whose baselines a tenant believes: its own, and the service's.
    public List<PublicKey> trusted(Tenant tenant) {
        var keys = new java.util.ArrayList<>(database.read(tenant, _ -> evidence.trusted()));
        keys.add(identity.key().publicKey());
        return keys;
    }

    private StoredBaseline keep(Author author, UUID project, UUID pact, Certificate certificate, String file) {
        var born = stamps.next();
        var key = BaselineFile.read("baseline", file, trusted(author.tenant())).keyId();
        var row = new StoredBaseline(
                author.tenant().organisation(),
                project,
                born.id(),
                pact,
                StoredBaseline.PROPOSED,
                author.member(),
                null,
                null,
                null,
                key,
                certificate.provisional(),
                Json.line(certificate),
                file,
                author.incident().orElse(null),
                born.at(),
                0);
        return database.write(author.tenant(), connection -> {
            var saved = baselines.save(row);
            log.record(
                    connection,
                    author.tenant().organisation(),
                    author.actor(),
                    Deed.created("baseline", saved.id(), saved));
            return saved;
        });
    }
}
