package dev.holdfast.harness.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the agent hears under every probe, over real HTTP.
@Timeout(120)
final class StressedReplayerTest {
    @TempDir
    private Path folder;

    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

    @Test
    void fillsTheWindowToTheWantedShareWithTheTaskAtItsEnd() {
        run(2, "full: {fill: [10%, 50%, 95%], with: talk.txt}", 1);

        for (var percent : List.of(10, 50, 95)) {
            var sizes = calls.stream()
                    .mapToInt(StressedReplayerTest::tokens)
                    .filter(size -> Math.abs(size - 40 * percent) <= 20);
            assertThat(sizes.count()).as("two calls at %d %%", percent).isEqualTo(2);
        }
        var full = longest();
        assertThat(full.said().getFirst()).isEqualTo("You take orders.");
        assertThat(full.said().get(1)).hasSize(2000).contains("out of paper");
        assertThat(full.said().subList(full.said().size() - 3, full.said().size()))
                .satisfiesExactly(
                        fact -> assertThat(fact).startsWith("fact"),
                        ok -> assertThat(ok).isEqualTo("ok"),
                        question -> assertThat(question).startsWith("question"));
    }

    @Test
    void aFullerWindowBeginsLikeAnEmptierOneSoThatServersMayRememberIt() {
        run(1, "full: {fill: [50%, 95%], with: talk.txt}", 1);

        var bySize = calls.stream()
                .sorted(java.util.Comparator.comparingInt(Call::length))
                .toList();
        assertThat(bySize.get(2).said().subList(0, 6))
                .isEqualTo(bySize.get(1).said().subList(0, 6));
    }

    @Test
    void putsTheTalkBetweenWhatIsSaidEarlyAndWhatIsAskedLate() {
        run(1, "memory: {ask_after: [50%], with: talk.txt}", 1);

        var late = longest();
        assertThat(late.said().subList(0, 3)).containsExactly("You take orders.", "fact 0", "ok");
        assertThat(late.said().get(3)).contains("out of paper");
        assertThat(late.question()).isEqualTo("question 0");
        assertThat(tokens(late)).isBetween(2000, 2040);
    }

    @Test
    void putsHostileInstructionsIntoADocumentAndIntoAnotherAgentsMessage() {
        run(1, "injected: {instructions_in: [task, message]}", 1);

        assertThat(calls).hasSize(3);
        assertThat(calls)
                .anySatisfy(call -> assertThat(call.question())
                        .startsWith("question 0")
                        .contains("[attached document: notes.txt]", "[end of document]"));
        assertThat(calls)
                .anySatisfy(call -> assertThat(call.said().get(3)).startsWith("[message from agent \"archive\"]"));
    }

    @Test
    void refusesProbesOfToolsThatAreNotSimulated() {
        var probes = "broken: {faults: {orders.get: [timeout]}}, injected: {instructions_in: [orders.get]}";

        assertThatThrownBy(() -> run(1, probes, 1))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("probe \"broken\" spoils the answers of \"orders.get\", which is not simulated")
                .hasMessageContaining("probe \"injected\" spoils the answers of \"orders.get\"");
    }

    @Test
    void carriesTheWholeConversationThroughASession() {
        var run = run(3, "soak: {one_session_of: 7}", 2);

        assertThat(soak(run, 0)).hasSize(7);
        assertThat(soak(run, 1)).hasSize(7);
        var lengths = calls.stream()
                .map(call -> call.said().size())
                .filter(size -> size > 4)
                .sorted()
                .toList();
        // system prompt, then three messages of the task and its answer for every position
        assertThat(lengths).containsExactly(8, 8, 12, 12, 16, 16, 20, 20, 24, 24, 28, 28);
        assertThat(longest().said()).contains("answer to " + longest().said().get(3));
    }

    @Test
    void aFailureInBetweenDoesNotEndTheSession() {
        var run = run(
                3,
                "soak: {one_session_of: 6}",
                1,
                call -> call.said().size() == 12 ? new Reaction.Status(400, Map.of(), "{}") : answer(call));

        var soak = soak(run, 0);
        assertThat(soak).hasSize(6);
        // the third position fails, and so every later one that is as long; what failed is not said again
        assertThat(soak.get(1).failed()).isFalse();
        assertThat(soak.subList(2, 6)).allMatch(Observation::failed);
    }

    @Test
    void theOldestExchangesFallOutOfAFullWindow() {
        var word = "x".repeat(4_000);
        run(2, "soak: {one_session_of: 8}", 1, _ -> new Reaction.Says(word));

        assertThat(calls).allMatch(call -> tokens(call) <= 4_000);
        assertThat(longest().said().stream().filter(word::equals).count()).isEqualTo(3);
    }

    @Test
    void aTargetWithSessionsOfItsOwnIsGivenOneKeyForEach() throws InterruptedException {
        var heard = new HashMap<String, List<String>>();
        var target = new OwnSessions(heard);
        var file = ProbedPact.write(folder, "http://127.0.0.1:1/v1", 2, "soak: {one_session_of: 4}")
                .file();

        try (var stressed = StressedReplayer.of(target, file)) {
            var session = stressed.session("one").orElseThrow();
            for (var task : file.suite().tasks().subList(2, 6)) {
                session.replay(task, 0);
            }
        }

        assertThat(heard).containsOnlyKeys("one");
        assertThat(heard.get("one")).hasSize(4).allMatch(question -> question.startsWith("question"));
    }

    @Test
    void eachLevelOfLoadHasAPhaseOfItsOwnAndNothingIsTriedAgain() {
        var most = new ConcurrentHashMap<Integer, Integer>();
        var run = run(12, "busy: {at_once: [1, 3, 12]}", 1, call -> {
            // the plain tasks come first, then one level after the other
            var phase = (call.number() - 1) / 12;
            most.merge(phase, agent.inFlight(), Math::max);
            return new Reaction.After(
                    Duration.ofMillis(30),
                    phase == 3 ? new Reaction.Status(429, Map.of("Retry-After", "1"), "{}") : answer(call));
        });

        assertThat(most).containsEntry(0, 4).containsEntry(1, 1).containsEntry(2, 3);
        assertThat(most.get(3)).isGreaterThan(4);
        var under12 = run.observations().stream()
                .filter(o -> o.task().endsWith("@busy:12"))
                .toList();
        assertThat(under12).hasSize(12).allMatch(o -> o.failed() && o.attempts() == 1);
    }

    private FakeAgent agent = FakeAgent.start();

    private Run run(int tasks, String probes, int repeats) {
        return run(tasks, probes, repeats, StressedReplayerTest::answer);
    }

    private Run run(int tasks, String probes, int repeats, java.util.function.Function<Call, Reaction> script) {
        try (var started = agent) {
            started.does(call -> {
                calls.add(call);
                return script.apply(call);
            });
            return ProbedPact.write(folder, started.url(), tasks, probes).run(folder.resolve("run.jsonl"), repeats);
        }
    }

    private static Reaction answer(Call call) {
        return new Reaction.Says("answer to " + call.question());
    }

    private static List<Observation> soak(Run run, int repeat) {
        return run.observations().stream()
                .filter(o -> o.task().contains("@soak:") && o.repeat() == repeat)
                .toList();
    }

    private Call longest() {
        return Collections.max(calls, java.util.Comparator.comparingInt(Call::length));
    }

    /// By the same estimate that is stated to people: 4 characters a token and 4 tokens a message.
    private static int tokens(Call call) {
        return call.said().stream()
                        .mapToInt(text -> Math.ceilDiv(text.length(), 4) + 4)
                        .sum()
                - 4;
    }

    private record OwnSessions(Map<String, List<String>> heard) implements Replayer {
        @Override
        public Reply replay(dev.holdfast.schema.pact.GoldenTask task, int repeat) {
            throw new AssertionError("asked outside its session");
        }

        @Override
        public Optional<Replayer> session(String key) {
            return Optional.of((task, _) -> {
                heard.computeIfAbsent(key, _ -> new ArrayList<>()).add(task.question());
                return Reply.failed(Outcome.Kind.OTHER, "heard");
            });
        }
    }
}
