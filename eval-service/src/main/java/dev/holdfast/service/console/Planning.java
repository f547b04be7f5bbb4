package dev.holdfast.service.console;

import dev.holdfast.baselines.certify.BaselineFile;
import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.plan.Forecaster;
import dev.holdfast.baselines.plan.Pace;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.pact.Pact;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Watch;
import dev.holdfast.service.console.page.PlanPart;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.evaluation.Certifying;
import dev.holdfast.service.evaluation.Judgement;
import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/// Plans a pact at several paces. A plan is a simulation that takes seconds, so one is made at a time.
@Singleton
final class Planning {
    private static final double SECONDS_A_DAY = 86_400;
    /// How often, in times of what the pact says.
    private static final List<Double> PACES = List.of(0.25, 0.5, 1.0, 2.0);

    private final Judgement judgement;
    private final Certifying certifying;
    private final Semaphore one = new Semaphore(1);

    Planning(Judgement judgement, Certifying certifying) {
        this.judgement = judgement;
        this.certifying = certifying;
    }

    /// The slowest first.
    List<PlanPart.Pace> plan(Tenant tenant, UUID pact, PactFile file) {
        if (!one.tryAcquire()) {
            throw new RefusedException(Kind.TOO_MUCH, "busy", "another plan is being made; try again in a moment");
        }
        try {
            var baseline = baseline(tenant, pact);
            return PACES.stream()
                    .map(times -> new PlanPart.Pace(
                            times == 1,
                            new Forecaster(times == 1 ? file : paced(file, times), baseline, Confidence.DEFAULT)
                                    .onlyTheWatch()
                                    .forecast()))
                    .toList();
        } finally {
            one.release();
        }
    }

    /// One whose signature is not trusted is as good as none.
    private Optional<Baseline> baseline(Tenant tenant, UUID pact) {
        return judgement
                .inForce(tenant, pact)
                .filter(Judgement.InForce::trusted)
                .map(found -> BaselineFile.read("baseline", found.stored().file(), certifying.trusted(tenant)));
    }

    private static PactFile paced(PactFile file, double times) {
        var watch = file.pact().watch();
        var seconds = SECONDS_A_DAY / Pace.of(watch).runsPerDay() / times;
        return new PactFile(
                file.path(),
                watched(
                        file.pact(),
                        new Watch(
                                Optional.of(new Watch.Schedule.Interval(Duration.ofSeconds(Math.round(seconds)))),
                                watch.jitter(),
                                watch.onChange(),
                                watch.falseAlarms(),
                                watch.detect(),
                                watch.repeats(),
                                watch.spend())),
                file.suite());
    }

    private static Pact watched(Pact pact, Watch watch) {
        return new Pact(
                pact.name(),
                pact.about(),
                pact.owner(),
                pact.runbook(),
                pact.agent(),
                pact.golden(),
                pact.tools(),
                pact.metrics(),
                pact.probes(),
                pact.promises(),
                watch,
                pact.onDrift(),
                pact.digest(),
                pact.control());
    }
}
