package dev.holdfast.harness.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.target.Examples;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class SuiteRunnerTest {
    private static final Agent.Limits QUICK = Examples.limits(8, Duration.ofSeconds(20), 1);

    @TempDir
    private Path folder;

    @Test
    void everyRepeatOfEveryTaskIsAskedOnceAndJournaled() {
        try (var agent = FakeAgent.start()) {
            var scene = Scene.of(agent, Scene.LIMITS, 20, 3);
            var heard = new CopyOnWriteArrayList<List<Integer>>();

            var run =
                    run(scene, (done, failed, total) -> heard.add(List.of(done, failed, total)), new Ending.Complete());

            assertThat(run.outstanding()).isZero();
            assertThat(run.failures()).isZero();
            assertThat(run.byTask())
                    .hasSize(20)
                    .allSatisfy((task, observations) -> assertThat(observations)
                            .extracting(Observation::repeat)
                            .containsExactly(0, 1, 2));
            assertThat(run.observations())
                    .allSatisfy(o -> assertThat(o.attempts()).isEqualTo(1));
            assertThat(run.fingerprints()).containsExactly("fp_1");
            assertThat(agent.calls()).isEqualTo(60);
            assertThat(heard).hasSize(60).last().isEqualTo(List.of(60, 0, 60));
        }
    }

    @Test
    void neverMoreAreInFlightThanAllowed() {
        try (var agent = FakeAgent.start().does(new Reaction.After(Duration.ofMillis(20), new Reaction.Says("x")))) {
            run(Scene.of(agent, Examples.limits(4, Duration.ofSeconds(20), 0), 40, 1));

            assertThat(agent.maxInFlight()).isEqualTo(4);
        }
    }

    @Test
    void neverMoreAreStartedASecondThanAllowed() {
        var limits = new Agent.Limits(8, OptionalDouble.of(50), Duration.ofSeconds(20), 0);
        try (var agent = FakeAgent.start()) {
            var started = System.nanoTime();

            run(Scene.of(agent, limits, 26, 1));

            assertThat(since(started)).isGreaterThan(Duration.ofMillis(490));
        }
    }

    @Test
    void errorsOfTheInfrastructureAreTriedAgain() {
        var firsts = ConcurrentHashMap.<String>newKeySet();
        var troubles = List.of(Reaction.error(500, "?"), Reaction.error(503, "?"), new Reaction.Reset());
        try (var agent = FakeAgent.start()
                .does(call ->
                        firsts.add(call.question()) ? troubles.get(call.number() % 3) : new Reaction.Says("at last"))) {
            var run = run(Scene.of(agent, QUICK, 16, 1));

            assertThat(run.failures()).isZero();
            assertThat(run.observations())
                    .allSatisfy(o -> assertThat(o.attempts()).isEqualTo(2));
        }
    }

    @Test
    void rejectionsAndAnswersThatHoldNoneAreNot() {
        try (var agent = FakeAgent.start().does(call -> switch (call.question()) {
            case "question 3" -> Reaction.error(400, "bad question");
            case "question 4" -> Reaction.body("{}");
            default -> new Reaction.Says("x");
        })) {
            var run = run(Scene.of(agent, Scene.LIMITS, 10, 1));

            assertThat(agent.calls()).isEqualTo(10);
            assertThat(run.observations().stream().filter(Observation::failed))
                    .extracting(Observation::task, o -> ((Outcome.Failed) o.outcome()).kind())
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("t3", Outcome.Kind.REJECTED),
                            org.assertj.core.groups.Tuple.tuple("t4", Outcome.Kind.NO_ANSWER));
        }
    }

    @Test
    void aFailureIsGivenUpAfterItsRetries() {
        try (var agent = FakeAgent.start()
                .does(call -> call.question().equals("question 0")
                        ? Reaction.error(500, "out of order")
                        : new Reaction.Says("x"))) {
            var run = run(Scene.of(agent, QUICK, 4, 1));

            assertThat(run.failures()).isEqualTo(1);
            assertThat(run.byTask().get("t0")).singleElement().satisfies(o -> {
                assertThat(o.attempts()).isEqualTo(2);
                assertThat(o.outcome()).isEqualTo(new Outcome.Failed(Outcome.Kind.SERVER_ERROR, "500: out of order"));
            });
        }
    }

    @Test
    void aRateLimitPausesTheWholeRunner() {
        var times = new ConcurrentLinkedQueue<Long>();
        try (var agent = FakeAgent.start().does(call -> {
            times.add(System.nanoTime());
            return call.number() == 6 ? Reaction.rateLimited("1") : new Reaction.Says("x");
        })) {
            var run = run(Scene.of(agent, Examples.limits(2, Duration.ofSeconds(20), 4), 30, 1));

            assertThat(run.failures()).isZero();
            var sorted = times.stream().sorted().toList();
            var longest = IntStream.range(1, sorted.size())
                    .mapToLong(n -> sorted.get(n) - sorted.get(n - 1))
                    .max()
                    .orElseThrow();
            assertThat(Duration.ofNanos(longest)).isGreaterThan(Duration.ofMillis(900));
        }
    }

    @Test
    void aServerThatBearsLittleIsPressedLessUntilItBearsIt() {
        var open = new AtomicInteger();
        try (var agent = FakeAgent.start()) {
            agent.does(_ -> {
                var now = open.incrementAndGet();
                try {
                    Thread.sleep(10);
                    return now > 3 ? Reaction.rateLimited("0") : new Reaction.Says("x");
                } catch (InterruptedException e) {
                    return new Reaction.Reset();
                } finally {
                    open.decrementAndGet();
                }
            });

            var run = run(Scene.of(agent, Examples.limits(32, Duration.ofSeconds(20), 4), 100, 1));

            assertThat(run.failures()).isZero();
        }
    }

    @Test
    void aClientThatHangsIsLeftBehind() {
        Replayer hanging = (_, _) -> {
            while (true) {
                LockSupport.parkNanos(1_000_000);
                Thread.interrupted();
            }
        };
        var scene = Scene.of("http://unused", Examples.limits(4, Duration.ofMillis(100), 0), 8, 1);

        try (var journal = Journal.create(folder.resolve("run.jsonl"), scene.plan());
                var runner = scene.runner(hanging)) {
            assertThat(runner.run(scene.suite(), journal, Progress.UNHEARD)).isEqualTo(new Ending.Complete());

            assertThat(journal.read().observations())
                    .extracting(Observation::outcome)
                    .containsOnly(new Outcome.Failed(Outcome.Kind.TIMEOUT, "no answer in 100 ms"));
        }
    }

    @Test
    void aClientThatBreaksIsRecordedWithoutItsMessageWhichMayHoldSecrets() {
        Replayer broken = (_, _) -> {
            throw new IllegalStateException("sk-secret");
        };
        var scene = Scene.of("http://unused", QUICK, 2, 1);

        try (var journal = Journal.create(folder.resolve("run.jsonl"), scene.plan());
                var runner = scene.runner(broken)) {
            runner.run(scene.suite(), journal, Progress.UNHEARD);

            assertThat(journal.read().observations())
                    .allSatisfy(o -> assertThat(o.outcome().toString())
                            .contains("IllegalStateException at ")
                            .doesNotContain("sk-secret"));
        }
    }

    @Test
    void aServerThatIsNotThereIsGivenUpInSeconds() {
        String nowhere;
        try (var agent = FakeAgent.start()) {
            nowhere = agent.url();
        }
        var started = System.nanoTime();
        var scene = Scene.of(nowhere, QUICK, 5000, 1);

        try (var journal = Journal.create(folder.resolve("run.jsonl"), scene.plan())) {
            assertThat(scene.run(journal))
                    .isInstanceOfSatisfying(
                            Ending.GaveUp.class,
                            gaveUp -> assertThat(gaveUp.reason())
                                    .contains("nor had any before")
                                    .contains("no connection to http://127.0.0.1"));

            var run = journal.read();
            assertThat(run.outstanding()).isZero();
            assertThat(run.failures()).isEqualTo(5000);
            assertThat(run.observations().stream().filter(o -> o.attempts() > 0))
                    .hasSizeBetween(20, 36);
            assertThat(since(started)).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void aServerThatDiesOnTheWayIsGivenUpToo() {
        try (var agent = FakeAgent.start()
                .does(call -> call.number() <= 30 ? new Reaction.Says("x") : Reaction.error(502, "bad gateway"))) {
            var scene = Scene.of(agent, QUICK, 500, 1);

            try (var journal = Journal.create(folder.resolve("run.jsonl"), scene.plan())) {
                assertThat(scene.runHastily(journal, Purse.bottomless())).isInstanceOf(Ending.GaveUp.class);
                assertThat(journal.read().observations().stream().filter(o -> !o.failed()))
                        .hasSize(30);
                assertThat(agent.calls()).isLessThan(120);
            }
        }
    }

    @Test
    void aServerThatRejectsManyTasksButHasAnsweredOneIsNot() {
        try (var agent = FakeAgent.start()
                .does(call -> call.question().equals("question 0")
                        ? new Reaction.Says("x")
                        : new Reaction.After(Duration.ofMillis(5), Reaction.error(400, "forbidden topic")))) {
            run(Scene.of(agent, QUICK, 200, 1));

            assertThat(agent.calls()).isEqualTo(200);
        }
    }

    @Test
    void anInterruptedRunKeepsWhatItHasAndFinishesWhatIsInFlight() throws InterruptedException {
        try (var agent = FakeAgent.start().does(new Reaction.After(Duration.ofMillis(200), new Reaction.Says("x")));
                var replayer = Scene.of(agent, Scene.LIMITS, 400, 1).open()) {
            var scene = Scene.of(agent, Scene.LIMITS, 400, 1);
            var journal = Journal.create(folder.resolve("run.jsonl"), scene.plan());
            var endings = new ConcurrentLinkedQueue<Object>();
            var running = Thread.ofVirtual().start(() -> {
                try (var runner = scene.runner(replayer)) {
                    endings.add(runner.run(scene.suite(), journal, Progress.UNHEARD));
                    endings.add(Thread.currentThread().isInterrupted());
                }
            });
            awaitCalls(agent, 20);
            running.interrupt();
            running.join();
            journal.close();

            assertThat(endings).containsExactly(new Ending.Stopped(), true);
            assertThat(journal.read().observations()).hasSize(agent.calls());
            assertThat(journal.read().outstanding()).isPositive();
        }
    }

    @Test
    void whatHangsWhenTheGraceIsOverIsDroppedAndResumingCompletesTheRun() throws InterruptedException {
        var path = folder.resolve("run.jsonl");
        try (var agent =
                FakeAgent.start().does(call -> call.number() > 50 ? new Reaction.Hangs() : new Reaction.Says("x"))) {
            var scene = Scene.of(agent, Scene.LIMITS, 100, 1);
            try (var replayer = scene.open();
                    var journal = Journal.create(path, scene.plan())) {
                var runner = scene.runner(replayer, Duration.ofMillis(100));
                var running = Thread.ofVirtual().start(() -> runner.run(scene.suite(), journal, Progress.UNHEARD));
                awaitCalls(agent, 58);
                runner.close();
                assertThat(running.join(Duration.ofSeconds(10))).isTrue();
            }
            agent.does(new Reaction.Says("x"));

            try (var journal = Journal.resume(path, scene.plan(), scene.suite())) {
                assertThat(journal.size()).isEqualTo(50);
                assertThat(scene.run(journal)).isEqualTo(new Ending.Complete());
                assertThat(journal.read().outstanding()).isZero();
            }
            assertThat(agent.calls()).isEqualTo(108);
        }
    }

    @Test
    void whatFailedIsAskedAgainWhenTheRunIsResumed() {
        var path = folder.resolve("run.jsonl");
        try (var agent = FakeAgent.start()
                .does(call -> call.question().endsWith("7") ? Reaction.error(400, "?") : new Reaction.Says("x"))) {
            var scene = Scene.of(agent, QUICK, 30, 1);
            try (var journal = Journal.create(path, scene.plan())) {
                scene.run(journal);
                assertThat(journal.read().failures()).isEqualTo(3);
            }
            agent.does(new Reaction.Says("x"));

            try (var journal = Journal.resume(path, scene.plan(), scene.suite())) {
                assertThat(journal.size()).isEqualTo(27);
                assertThat(journal.superseded()).isEqualTo(3);
                scene.run(journal);
                assertThat(journal.read().failures()).isZero();
                assertThat(journal.read().observations()).hasSize(30);
            }
            assertThat(agent.calls()).isEqualTo(33);
        }
    }

    @Test
    void aKeyThatTheAgentEchoesIsInNoFile() throws IOException {
        try (var agent = FakeAgent.start()
                .does(call -> call.number() % 2 == 0
                        ? new Reaction.Says("You sent " + call.authorization())
                        : Reaction.error(401, call.authorization()))) {
            run(Scene.of(agent, QUICK, 20, 1));
        }

        try (var files = Files.list(folder)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file))
                            .contains("Bearer ${env:AGENT_KEY}")
                            .doesNotContain("planted"));
        }
    }

    @Test
    void aRunWhoseJournalCannotBeWrittenEnds() {
        try (var agent = FakeAgent.start()) {
            var scene = Scene.of(agent, Scene.LIMITS, 1000, 1);
            var journal = Journal.create(folder.resolve("run.jsonl"), scene.plan());
            try (var replayer = scene.open();
                    var runner = scene.runner(replayer)) {
                assertThatThrownBy(() -> runner.run(scene.suite(), journal, (done, _, _) -> {
                            if (done == 10) {
                                journal.close();
                            }
                        }))
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageContaining("run.jsonl");
            }
            assertThat(agent.calls()).isLessThan(100);
        }
    }

    private Run run(Scene scene) {
        return run(scene, Progress.UNHEARD, new Ending.Complete());
    }

    private Run run(Scene scene, Progress progress, Ending ending) {
        try (var journal = Journal.create(folder.resolve("run.jsonl"), scene.plan());
                var replayer = scene.open();
                var runner = scene.runner(replayer)) {
            assertThat(runner.run(scene.suite(), journal, progress)).isEqualTo(ending);
            return journal.read();
        }
    }

    private static void awaitCalls(FakeAgent agent, int calls) throws InterruptedException {
        while (agent.calls() < calls) {
            Thread.sleep(5);
        }
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }
}
