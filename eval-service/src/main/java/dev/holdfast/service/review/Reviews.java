package dev.holdfast.service.review;

import dev.holdfast.baselines.compare.PeopleAndJury;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import dev.holdfast.service.security.Principal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// The queue of answers that people are asked about, and what their labels say of the judges.
@Singleton
public final class Reviews {
    /// A jury and an agent are what they are now, not what they were in spring.
    private static final Duration LATELY = Duration.ofDays(90);

    private final Database database;
    private final Queue queue;
    private final Registrar registrar;

    Reviews(Database database, Queue queue, Registrar registrar) {
        this.database = database;
        this.queue = queue;
        this.registrar = registrar;
    }

    /// One that waits, with the agent's answer.
    ///
    /// @param pact   by its name
    /// @param answer absent where the lines of the run are not kept any more
    public record Waiting(ReviewItem item, String pact, Optional<String> answer) {}

    /// How people and the jury of a metric get on.
    ///
    /// @param labelled answers, whyever people were asked about them
    public record Standing(UUID pact, String pactName, String metric, long labelled, PeopleAndJury known) {}

    /// An answer with its label, as a calibration set has it.
    record Labelled(String input, String output, Optional<String> expected, String label) {}

    /// Those that come first: what an agent has handed over, then what chance has picked, in the order of the runs.
    /// Neither
    /// the answer nor what judges said of it has a part in the order of what was picked.
    public List<Waiting> waiting(Tenant tenant, int limit) {
        return database.read(tenant, connection -> queue.waiting(connection, limit));
    }

    public long count(Tenant tenant) {
        return database.read(tenant, queue::count);
    }

    /// Of every metric whose jury was heard lately.
    public List<Standing> standings(Tenant tenant) {
        var since = registrar.stamps().now().minus(LATELY);
        return database.read(tenant, connection -> queue.standings(connection, since));
    }

    /// Everything that people have labelled of a metric, as the lines of a calibration set.
    public String calibration(Tenant tenant, UUID pact, String metric) {
        return database.<List<Labelled>>read(tenant, connection -> queue.labelled(connection, pact, metric)).stream()
                .map(Json::line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /// What a person says of an answer, once and for good.
    public void label(Principal who, UUID id, String label, Optional<String> note) {
        database.write(who.tenant(), connection -> {
            var item = queue.find(connection, id).orElseThrow(() -> RefusedException.missing("answer to review", id));
            var worth = item.labels().get(label);
            if (worth == null) {
                throw new RefusedException(
                        Kind.UNFIT,
                        "label",
                        "there is no label “" + label + "”, but "
                                + item.labels().keySet());
            }
            var given = new Queue.Given(label, worth, note, registrar.stamps().now());
            if (!queue.label(connection, who, item, given)) {
                throw new RefusedException(Kind.CONFLICT, "labelled", "somebody has labelled it already");
            }
            return registrar
                    .log()
                    .record(
                            connection,
                            who.organisation(),
                            who.actor(),
                            Deed.decided("review", id, label, given).because(note));
        });
    }
}
