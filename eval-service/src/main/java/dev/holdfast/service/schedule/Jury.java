package dev.holdfast.service.schedule;

import dev.holdfast.harness.judge.Bench;
import dev.holdfast.harness.judge.Docket;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.score.Ballot;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.harness.target.Targets;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Run;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/// Asks the judges of a pact about a run that was made here.
@Singleton
final class Jury {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Reach reach;
    private final InstantSource clock;

    Jury(Reach reach, InstantSource clock) {
        this.reach = reach;
        this.clock = clock;
    }

    /// The run with what they say; as it is where the pact has no judge.
    ///
    /// @param known of the certified runs: their votes, and the answers that this run's are held against
    Run hear(UUID organisation, PactFile file, Run run, Supplier<Hearing> known) {
        var docket = new Docket(file);
        var open = docket.isEmpty() ? List.<Ballot>of() : docket.open(run, known.get());
        if (open.isEmpty()) {
            return run;
        }
        var models = new LinkedHashMap<String, Replayer>();
        try {
            var targets = new Targets(reach.of(organisation, file.folder()), clock, reach.guard());
            docket.jurors().forEach((name, juror) -> models.put(name, targets.judge(juror.target())));
            // a code that could be guessed, or told by a seed, would protect nothing
            var session = new Bench(models, () -> UUID.randomUUID().toString(), PAUSE).ask(open, _ -> {});
            return new Run(run.id(), run.plan(), run.observations(), session.votes());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while judges were asked", e);
        } finally {
            models.values().forEach(Replayer::close);
        }
    }
}
