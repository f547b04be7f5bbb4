package dev.holdfast.service.review;

import dev.holdfast.schema.run.Run;
import dev.holdfast.service.audit.log.Round;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.evaluation.Judgement;
import dev.holdfast.service.store.Observations;
import dev.holdfast.service.store.PactFiles;
import dev.holdfast.service.store.PactVersions;
import dev.holdfast.service.store.Runs;
import dev.holdfast.service.store.StoredRun;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// Looks through runs that nobody has looked through, and puts what people are to be asked about into the queue.
@Singleton
public final class Gathering {
    /// Older runs are nobody's to look through when the service has just learnt to.
    private static final Duration LOOKED_BACK = Duration.ofDays(7);

    private final Database database;
    private final Books books;
    private final ReviewRows rows;
    private final Judgement judgement;
    private final Stamps stamps;

    /// What is read.
    @Singleton
    record Books(Runs runs, Observations observations, PactVersions versions, PactFiles files) {}

    Gathering(Database database, Books books, ReviewRows rows, Judgement judgement, Stamps stamps) {
        this.database = database;
        this.books = books;
        this.rows = rows;
        this.judgement = judgement;
        this.stamps = stamps;
    }

    @Scheduled(fixedDelay = "20s", initialDelay = "15s")
    void run() {
        Round.go(database, "runs were not looked through", this::gather);
    }

    /// Everything that is new of an organisation.
    public void gather(UUID organisation) {
        var tenant = Tenant.of(organisation);
        var since = stamps.now().minus(LOOKED_BACK);
        for (var run : database.<List<UUID>>read(tenant, connection -> rows.unseen(connection, since))) {
            look(tenant, run);
        }
    }

    private void look(Tenant tenant, UUID id) {
        var run = database.read(tenant, _ -> books.runs().findById(id)).orElseThrow();
        if (database.read(tenant, connection -> rows.hasAnything(connection, run))) {
            sort(tenant, run);
        } else {
            database.write(tenant, connection -> rows.look(connection, run));
        }
    }

    private void sort(Tenant tenant, StoredRun stored) {
        var run = database.<Run>read(tenant, connection -> books.observations().read(connection, stored));
        var version = database.read(tenant, _ -> books.versions().findFirstByPactOrderByNumberDesc(stored.pact()))
                .orElseThrow();
        var bundle = database.read(tenant, connection -> books.files().read(connection, version));
        try (var open = bundle.open()) {
            var hearing = judgement.known(tenant, stored.pact()).and(List.of(run));
            var sorting = new Sorting(open.read(), run, hearing);
            var picked = sorting.picked();
            var judged = sorting.judged();
            database.write(tenant, connection -> {
                if (rows.look(connection, stored)) {
                    rows.keep(connection, stored, picked, judged);
                }
                return true;
            });
        }
    }
}
