package dev.holdfast.harness.replay;

import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.Suite;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Replays a suite against a target and journals every observation as it is made. One runner makes one run.
///
/// What may go wrong on the way is data in the journal: see [Retries] for what is tried again, [Pacing] for how the
/// target is spared, [Patience] for when it is given up. A run ends early when its thread is interrupted or the
/// runner is closed: no replay is begun any more, those in flight have a grace to finish, and the others are left
/// for resuming the journal.
public final class SuiteRunner implements AutoCloseable {
    /// Long enough for most answers that are on their way; short enough for a person who has pressed Ctrl-C.
    public static final Duration GRACE = Duration.ofSeconds(5);

    private final Replayer replayer;
    private final Duration timeout;
    private final Retries retries;
    private final Pacing pacing;
    private final int atOnce;
    private final List<String> first;
    private final Duration grace;
    private final InstantSource clock;
    private final ScheduledExecutorService late = Attempt.timer();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicReference<@Nullable Crew> crew = new AtomicReference<>();

    /// A runner that presses the target no harder than the limits allow.
    ///
    /// @param seed of the random part of the times between attempts
    public SuiteRunner(Replayer replayer, Agent.Limits limits, Duration grace, InstantSource clock, long seed) {
        this(replayer, limits, grace, clock, Backoff.seeded(seed));
    }

    SuiteRunner(Replayer replayer, Agent.Limits limits, Duration grace, InstantSource clock, Backoff backoff) {
        this.replayer = replayer;
        this.timeout = limits.timeout();
        this.retries = new Retries(limits.retries(), backoff);
        this.pacing = new Pacing(limits, backoff);
        this.atOnce = Math.max(1, limits.atOnce());
        this.first = limits.first();
        this.grace = grace;
        this.clock = clock;
    }

    /// Counts requests where others count theirs who press the same target, in the place of a rate of its own. Before
    /// the run.
    ///
    /// @param rate one token a request
    public void share(Bucket rate) {
        pacing.share(rate);
    }

    /// Lets others go first who ask the same target: nothing is sent while there are any. Before the run.
    ///
    /// @param others whether there are any now; asked before every request
    public void yieldTo(BooleanSupplier others) {
        pacing.yieldTo(others);
    }

    /// Makes all replays of the journal's plan that are not in the journal, whatever they cost.
    ///
    /// @throws java.io.UncheckedIOException when the journal cannot be written
    public Ending run(Suite suite, Journal journal, Progress progress) {
        return run(suite, journal, progress, Purse.bottomless());
    }

    /// Makes all replays of the journal's plan that are not in the journal, as far as the money goes.
    ///
    /// @throws java.io.UncheckedIOException when the journal cannot be written
    public Ending run(Suite suite, Journal journal, Progress progress, Purse purse) {
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("this runner has made its run");
        }
        var tally = new Tally(journal, progress, purse);
        var inSession = journal.plan().run() + "-" + clock.millis();
        for (var phase : new Work(suite, journal, first).phases(atOnce, inSession)) {
            make(phase, tally);
        }
        journal.sync();
        return tally.ending();
    }

    private void make(Phase phase, Tally tally) {
        pacing.press(phase.atOnce(), !phase.underLoad());
        tally.begin(phase);
        var workers = new Crew(phase.atOnce(), () -> work(phase, tally), pacing::stop);
        crew.set(workers);
        workers.start();
        try {
            workers.await();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
        }
        workers.rethrow();
    }

    /// Asks the run to end, and waits until it has or the grace is over.
    @Override
    public void close() {
        pacing.stop();
        var working = crew.get();
        if (working != null) {
            working.dismiss(grace);
        }
    }

    private void work(Phase phase, Tally tally) {
        try {
            for (var chain = phase.next(); chain.isPresent() && !pacing.isStopped(); chain = phase.next()) {
                var target = new Attempt(target(chain.get()), timeout, late);
                for (var ask : chain.get().asks()) {
                    observe(ask, target, phase, tally).ifPresent(tally::add);
                }
            }
        } catch (InterruptedException e) {
            // the grace is over: the replay in hand stays to be made
        }
    }

    private Replayer target(Phase.Chain chain) {
        return chain.session()
                .map(key -> replayer.session(key)
                        .orElse((_, _) ->
                                Reply.failed(Outcome.Kind.REJECTED, "this target cannot be asked in one session")))
                .orElse(replayer);
    }

    /// Empty when the run was stopped before the replay came to an end.
    private Optional<Observation> observe(Ask ask, Attempt target, Phase phase, Tally tally)
            throws InterruptedException {
        var policy = phase.underLoad() ? Policy.ONCE : target.replayer().policy();
        var drafts = new Drafts();
        for (var more = policy.more(ask.task(), List.of());
                more > 0;
                more = policy.more(ask.task(), drafts.answers())) {
            var round = new SideBySide<>(() -> ask(ask, target, phase, tally)).run(more);
            if (round.size() < more) {
                return Optional.empty();
            }
            drafts.add(round);
            var failure = drafts.failure();
            if (failure.isPresent()) {
                return Optional.of(observation(ask, drafts.failed(failure.get())));
            }
        }
        return Optional.of(observation(ask, drafts.chosen(policy.choose(ask.task(), drafts.answers()))));
    }

    /// One answer, or why there is none for good. Empty when the run was stopped before.
    private Optional<Drafts.Asked> ask(Ask ask, Attempt target, Phase phase, Tally tally) throws InterruptedException {
        var replies = new ArrayList<Reply>();
        while (true) {
            var money = tally.purse().take(pacing::isStopped);
            if (money.isEmpty()) {
                return Optional.empty();
            }
            var pass = pacing.enter();
            var gaveUp = tally.gaveUp();
            if (pass.isEmpty() || gaveUp.isPresent()) {
                tally.purse().putBack(money.getAsDouble());
                pass.ifPresent(unused -> pacing.leave(unused, 0));
                return gaveUp.map(why -> asked(replies, notAsked(why), replies.size()));
            }
            var attempts = replies.size() + 1;
            var reply = attempt(ask, target, attempts, pass.get(), tally);
            tally.purse().pay(money.getAsDouble(), reply);
            // what is tried again under load would be another load
            var pause = phase.underLoad() ? Optional.<Duration>empty() : retries.pause(ask.key(), attempts, reply);
            if (pause.isEmpty()) {
                return Optional.of(asked(replies, reply, attempts));
            }
            replies.add(reply);
            if (!pacing.rest(pause.get())) {
                return Optional.empty();
            }
        }
    }

    private static Drafts.Asked asked(List<Reply> before, Reply last, int attempts) {
        before.add(last);
        return new Drafts.Asked(List.copyOf(before), attempts);
    }

    private Reply attempt(Ask ask, Attempt target, int attempts, Pacing.Pass pass, Tally tally)
            throws InterruptedException {
        var tokens = 0L;
        try {
            var reply = target.make(ask);
            tokens = reply.usage().inputTokens().orElse(0)
                    + reply.usage().outputTokens().orElse(0);
            retries.objection(ask.key(), attempts, reply).ifPresent(pacing::objected);
            pacing.heard(pass, reply);
            if (pacing.isHopeless() && reply.outcome() instanceof Outcome.Failed failed) {
                tally.giveUp(failed);
                pacing.giveUp();
            }
            return reply;
        } finally {
            pacing.leave(pass, tokens);
        }
    }

    private static Reply notAsked(Outcome.Failed why) {
        return Reply.failed(why.kind(), why.message());
    }

    private Observation observation(Ask ask, Drafts.Recorded recorded) {
        var reply = recorded.reply();
        return new Observation(
                ask.task().id(),
                ask.repeat(),
                reply.outcome(),
                Optional.of(clock.instant()),
                reply.model(),
                reply.fingerprint(),
                reply.finish(),
                reply.latency(),
                reply.usage(),
                recorded.attempts(),
                reply.recordedScores(),
                reply.toolCalls(),
                recorded.drafts());
    }
}
