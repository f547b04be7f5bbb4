package dev.holdfast.harness.replay;

import dev.holdfast.schema.run.Draft;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/// All that came back while one replay was made, round by round: the answers of a round were asked for side by side.
///
/// An answer that a policy could not come to, because the agent was not there for one of its drafts, is no answer: a
/// jury of two is another agent than a jury of three.
final class Drafts {
    private final List<List<Asked>> rounds = new ArrayList<>();

    /// One answer, or why there is none, and all that came back on the way to it.
    ///
    /// @param attempts how often the agent was asked, which it is not any more once it is given up
    record Asked(List<Reply> replies, int attempts) {
        Reply last() {
            return replies.getLast();
        }
    }

    void add(List<Asked> round) {
        rounds.add(List.copyOf(round));
    }

    /// Why there is no use in asking on.
    Optional<Reply> failure() {
        return lasts().filter(reply -> reply.outcome() instanceof Outcome.Failed)
                .findFirst();
    }

    /// The answers so far.
    List<Draft> answers() {
        return lasts().map(Drafts::draft).toList();
    }

    /// What is recorded when a policy has chosen, or could not.
    Recorded chosen(Policy.Choice choice) {
        return switch (choice) {
            case Policy.Choice.Take(var answer) ->
                recorded(
                        lasts().toList().get(answer),
                        lasts().toList().get(answer).outcome());
            case Policy.Choice.HandOver(var best, var reason) -> {
                var reply = lasts().toList().get(best);
                var text = reply.outcome() instanceof Outcome.Answered(var said) ? said : "";
                yield recorded(reply, new Outcome.Escalated(text, reason));
            }
            case Policy.Choice.Undecided(var reason) ->
                recorded(lasts().toList().getLast(), new Outcome.Failed(Outcome.Kind.OTHER, reason));
        };
    }

    /// What is recorded when there is no answer to choose from.
    Recorded failed(Reply failure) {
        return recorded(failure, failure.outcome());
    }

    /// One replay as it is recorded: like the reply that counts, with all that the others took.
    record Recorded(Reply reply, int attempts, List<Draft> drafts) {}

    private Recorded recorded(Reply counts, Outcome outcome) {
        var replies = asked().flatMap(asked -> asked.replies().stream()).toList();
        var alone = rounds.size() == 1 && rounds.getFirst().size() == 1;
        var reply = new Reply(
                outcome,
                counts.model(),
                counts.fingerprint(),
                counts.finish(),
                alone ? counts.latency() : latency(),
                alone ? counts.usage() : usage(),
                Optional.empty(),
                counts.recordedScores(),
                counts.toolCalls(),
                counts.aside());
        var tells = !alone || replies.stream().anyMatch(each -> each.aside().isPresent());
        return new Recorded(
                reply,
                asked().mapToInt(Asked::attempts).sum(),
                tells ? replies.stream().map(Drafts::draft).toList() : List.of());
    }

    private Stream<Asked> asked() {
        return rounds.stream().flatMap(List::stream);
    }

    private Stream<Reply> lasts() {
        return asked().map(Asked::last);
    }

    static Draft draft(Reply reply) {
        return new Draft(
                reply.outcome(),
                reply.model(),
                reply.aside().flatMap(Reply.Aside::partial),
                reply.aside().map(Reply.Aside::logProbability).orElseGet(OptionalDouble::empty),
                reply.latency(),
                reply.usage());
    }

    /// Whoever waits for the answer waits for the slowest of every round.
    private Optional<Duration> latency() {
        var sum = Duration.ZERO;
        for (var round : rounds) {
            var slowest = round.stream()
                    .flatMap(asked -> asked.last().latency().stream())
                    .max(Comparator.naturalOrder());
            if (slowest.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.plus(slowest.get());
        }
        return Optional.of(sum);
    }

    private Usage usage() {
        return new Usage(
                sum(usage -> usage.inputTokens()),
                sum(usage -> usage.outputTokens()),
                cost(),
                sum(usage -> usage.cachedTokens()));
    }

    /// Unknown where it is of one answer.
    private OptionalLong sum(Function<Usage, OptionalLong> which) {
        var known = lasts().map(Reply::usage).map(which).toList();
        return known.stream().allMatch(OptionalLong::isPresent)
                ? OptionalLong.of(
                        known.stream().mapToLong(OptionalLong::getAsLong).sum())
                : OptionalLong.empty();
    }

    private OptionalDouble cost() {
        var known = lasts().map(reply -> reply.usage().costUsd()).toList();
        return known.stream().allMatch(OptionalDouble::isPresent)
                ? OptionalDouble.of(
                        known.stream().mapToDouble(OptionalDouble::getAsDouble).sum())
                : OptionalDouble.empty();
    }
}
