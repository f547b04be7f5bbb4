package dev.holdfast.harness.judge;

import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.score.Ballot;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Vote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Asks judges, several questions at once.
///
/// A judge that says something else than it may is asked once more; then its vote is recorded without a label. That
/// a judge was not reached is recorded too: it says nothing of the answer, and it will be asked again
/// the next time. After [#FEW] questions in a row that did not reach it, a judge is left alone.
public final class Bench {
    private static final int AT_ONCE = 8;
    private static final int ATTEMPTS = 3;
    private static final int FEW = 5;

    private final Map<String, Replayer> models;
    private final Supplier<String> nonces;
    private final Duration pause;
    private final Map<String, Integer> inARow = new ConcurrentHashMap<>();
    private final Map<String, String> unreached = new ConcurrentHashMap<>();

    /// What came of asking.
    ///
    /// @param unreached why, by the judge that could not be reached
    public record Session(List<Vote> votes, Map<String, String> unreached) {}

    /// @param models by the judge's name
    /// @param nonces codes that nobody can guess, another one each time
    /// @param pause  before a judge that was not reached is tried again
    public Bench(Map<String, Replayer> models, Supplier<String> nonces, Duration pause) {
        this.models = Map.copyOf(models);
        this.nonces = nonces;
        this.pause = pause;
    }

    /// Asks every ballot once.
    ///
    /// @param record is given each vote as it comes, one at a time
    public Session ask(List<Ballot> ballots, Consumer<Vote> record) throws InterruptedException {
        var free = new Semaphore(AT_ONCE);
        var votes = new ArrayList<Vote>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<?>>();
            for (var ballot : ballots) {
                free.acquire();
                asked.add(threads.submit(() -> {
                    try {
                        vote(ballot).ifPresent(vote -> {
                            synchronized (votes) {
                                votes.add(vote);
                                record.accept(vote);
                            }
                        });
                        return null;
                    } finally {
                        free.release();
                    }
                }));
            }
            for (var each : asked) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return new Session(List.copyOf(votes), new TreeMap<>(unreached));
    }

    private Optional<Vote> vote(Ballot ballot) throws InterruptedException {
        var said = "";
        for (int i = 0; i < 2; i++) {
            var reply = reply(ballot);
            if (reply.isEmpty()) {
                return Optional.empty();
            }
            if (reply.get().outcome() instanceof Outcome.Failed(var _, var why)) {
                return Optional.of(
                        Vote.unreached(ballot.digest(), ballot.juror().name(), why));
            }
            if (!(reply.get().outcome() instanceof Outcome.Answered(var text))) {
                return Optional.empty();
            }
            var label = Verdict.of(text, ballot.labels());
            if (label.isPresent()) {
                return Optional.of(vote(ballot, reply.get(), label, Optional.empty()));
            }
            said = text;
        }
        var brief = said.strip().replaceAll("\\s+", " ");
        var problem = "said none of its labels, twice: " + brief.substring(0, Math.min(80, brief.length()));
        return Optional.of(new Vote(
                ballot.digest(), ballot.juror().name(), Optional.empty(), Optional.empty(), Optional.of(problem)));
    }

    private static Vote vote(Ballot ballot, Reply reply, Optional<String> label, Optional<String> problem) {
        return new Vote(ballot.digest(), ballot.juror().name(), reply.model(), label, problem);
    }

    /// What came of the last attempt; empty when the judge is left alone.
    private Optional<Reply> reply(Ballot ballot) throws InterruptedException {
        var name = ballot.juror().name();
        var model = models.get(name);
        if (model == null || inARow.getOrDefault(name, 0) >= FEW) {
            return Optional.empty();
        }
        for (int attempt = 1; ; attempt++) {
            var reply = model.replay(question(ballot).asTask(), 0);
            if (!(reply.outcome() instanceof Outcome.Failed(var kind, var message))) {
                inARow.put(name, 0);
                return Optional.of(reply);
            }
            if (attempt == ATTEMPTS || kind == Outcome.Kind.REJECTED) {
                inARow.merge(name, 1, Integer::sum);
                unreached.put(name, message);
                return Optional.of(reply);
            }
            Thread.sleep(reply.retryAfter().orElse(pause).multipliedBy(attempt));
        }
    }

    private Question question(Ballot ballot) {
        var nonce = nonces.get();
        while (!Question.suits(ballot, nonce)) {
            nonce = nonces.get();
        }
        return Question.of(ballot, nonce);
    }
}
