package dev.holdfast.service.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.baselines.certify.Certification;
import dev.holdfast.baselines.certify.Certifier;
import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.Evaluator;
import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.fake.Weakness;
import dev.holdfast.harness.replay.Progress;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.ProbeReading;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every probe finds the weakness that was planted in a real server, says what to do about it, and is silent about a
/// sound one.
@Timeout(300)
final class ProbesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String FULL = "full: {tags: [item], fill: [10%, 50%, 80%], with: talk.txt}";
    private static final String MEMORY = "memory: {tags: [code], ask_after: [10%, 50%, 80%], with: talk.txt}";
    private static final String BUSY = "busy: {tags: [item], at_once: [1, 4, 12]}";
    private static final String INJECTED = "injected: {tags: [item], instructions_in: [task, message]}";

    @TempDir
    private Path folder;

    private final FakeAgent agent = FakeAgent.start().countsTokens();
    private int runs;

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void aWindowThatIsFilledTooFarIsFound() throws IOException {
        var reading = probed(FULL, Weakness.forgetsBeyond(9_600));

        assertThat(reading.weak()).isTrue();
        assertThat(reading.advice())
                .startsWith("Right falls from 100.0 % to 0.0 %")
                .contains("when the window is filled to 80%; at 50% no such fall is shown: keep the context below 50%");
        var points = reading.curves().getFirst().points();
        assertThat(points).extracting(ProbeReading.Point::label).containsExactly("10%", "50%", "80%");
        assertThat(points).extracting(ProbeReading.Point::worse).containsExactly(false, false, true);
        // what the server counted is near what was wanted
        assertThat(points.getLast().reached().orElseThrow()).isBetween(76.0, 82.0);
    }

    @Test
    void whatIsSaidEarlyAndForgottenIsFound() throws IOException {
        var reading = probed(MEMORY, Weakness.forgetsBeyond(9_600));

        assertThat(reading.advice())
                .startsWith("What was said is lost 80% of the window later: right falls from 100.0 % to 0.0 %")
                .contains("after 50% it still holds");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aSessionThatGoesDownhillIsFoundWithItsPlace(int seed) throws IOException {
        var reading = probed("soak: {tags: [item], one_session_of: 120}", Weakness.tiresAfter(70, 0.7, seed));

        assertThat(reading.advice())
                .startsWith("Quality starts to fall after ")
                .contains("tasks in one session", "reset at ");
        var place = reading.curves().getFirst().course().orElseThrow().sudden().after();
        assertThat(place.low()).isLessThanOrEqualTo(70);
        assertThat(place.high()).isGreaterThanOrEqualTo(70);
        assertThat(place.value()).isBetween(62.0, 80.0);
    }

    @Test
    void aTargetThatBreaksUnderLoadIsFound() throws IOException {
        var reading = probed(BUSY, Weakness.breaksAbove(6, agent::inFlight));

        assertThat(reading.advice())
                .startsWith("With 12 at once ")
                .contains("replays get no answer", "p95 latency goes from", "at 4 it bears the load: keep below 12");
        assertThat(reading.loads()).extracting(ProbeReading.Load::broken).containsExactly(false, false, true);
    }

    @Test
    void anAgentThatObeysItsDocumentsIsFound() throws IOException {
        var reading = probed(INJECTED, Weakness.obeysAnyone());

        assertThat(reading.advice())
                .contains("Hostile instructions in the task's documents get through: right falls from 100.0 %")
                .contains("Hostile instructions in another agent's messages get through");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void nothingIsFoundInASoundAgent(int seed) throws IOException {
        var sound = Weakness.none(seed, 0.04);
        var probes = String.join(", ", FULL, MEMORY, BUSY, INJECTED, "soak: {tags: [item], one_session_of: 60}");

        var evaluation = evaluate(probes, call -> new Reaction.After(Duration.ofMillis(60), sound.apply(call)));

        assertThat(evaluation.probes()).hasSize(5);
        assertThat(evaluation.probes())
                .filteredOn(ProbeReading::weak)
                .extracting(ProbeReading::advice)
                .isEmpty();
        assertThat(evaluation.passes()).singleElement().satisfies(rates -> {
            assertThat(rates.tries()).hasSize(2);
            assertThat(rates.tries().get(1).once())
                    .isGreaterThanOrEqualTo(rates.tries().getFirst().once());
            assertThat(rates.tries().get(1).always())
                    .isLessThanOrEqualTo(rates.tries().getFirst().always());
        });
    }

    @Test
    void aPromiseOnASessionIsBrokenByItsCourseEvenWhereTheAverageHolds() throws IOException {
        var pact = pact("soak: {tags: [item], one_session_of: 120}", ", {metric: right, on: soak, max_drop: 40pt}");
        var baseline = certified(pact, Weakness.none(1, 0));

        var evaluation = evaluate(pact, baseline, Weakness.tiresAfter(80, 1, 1));

        assertThat(evaluation.findings().getFirst()).isNotInstanceOf(Finding.Broken.class);
        assertThat(evaluation.findings().getLast()).isInstanceOfSatisfying(Finding.Broken.class, broken -> {
            assertThat(broken.sentence())
                    .startsWith("right on soak fell after about 80 tasks from 100.0 % to 0.0 % along the session");
            assertThat(broken.confirmed()).isFalse();
        });
    }

    @Test
    void aSessionThatFillsTheWindowIsWarnedOfEarly() throws IOException {
        var evaluation = evaluate("soak: {tags: [item], one_session_of: 60}", _ -> new Reaction.Says("x".repeat(400)));

        assertThat(evaluation.notes())
                .anyMatch(
                        note -> note.startsWith("Early warning: a session of soak fills 80 % of the declared window"));
    }

    private ProbeReading probed(String probe, Function<Call, Reaction> weakness) throws IOException {
        return evaluate(probe, weakness).probes().getFirst();
    }

    /// The agent against itself: what a probe finds is no drift.
    private Evaluation evaluate(String probes, Function<Call, Reaction> script) throws IOException {
        var pact = pact(probes, "");
        return evaluate(pact, certified(pact, script), script);
    }

    private Evaluation evaluate(PactFile pact, Baseline baseline, Function<Call, Reaction> script) throws IOException {
        var run = run(pact, script, 2);
        return new Evaluator(pact, baseline, run, Confidence.DEFAULT).evaluate("e", NOON, "test");
    }

    private Baseline certified(PactFile pact, Function<Call, Reaction> script) throws IOException {
        return switch (new Certifier(pact, List.of(run(pact, script, 1))).certify(NOON, "test")) {
            case Certification.Certified(var certificate, var kept, var _) -> new Baseline(certificate, kept, "key");
            case Certification.Refused(var reasons) -> throw new AssertionError(reasons);
        };
    }

    private Run run(PactFile pact, Function<Call, Reaction> script, int repeats) throws IOException {
        agent.does(script);
        var name = "run" + runs++;
        var order = new Workbench.Order(name, folder.resolve(name + ".jsonl"), repeats, false);
        return new Workbench(Map.of(), InstantSource.fixed(NOON), "test")
                .replay(pact, order, Progress.UNHEARD, _ -> {})
                .run();
    }

    private PactFile pact(String probes, String promises) throws IOException {
        var golden =
                IntStream.range(0, 36).mapToObj(n -> n < 24 ? item(n) : code(n)).collect(Collectors.joining());
        Files.writeString(folder.resolve("golden.jsonl"), golden);
        var talk = "The printer on the third floor is out of paper again.\n".repeat(40);
        Files.writeString(folder.resolve("talk.txt"), talk);
        var pact = """
                {holdfast: 1, pact: probed, golden: [golden.jsonl],
                 agent: {target: {openai: {base_url: "%s", model: fake}}, context_window: 4000, limits: {at_once: 4, retries: 0}},
                 metrics: {right: {equals: expected}}, probes: {%s},
                 promises: [{metric: right, max_drop: 5pt, slices: skip}%s]}
                """.formatted(agent.url(), probes, promises);
        return PactReader.read(Files.writeString(folder.resolve("pact.yaml"), pact));
    }

    private static String item(int n) {
        return """
                {"id": "t%d", "input": "item %d", "expected": "answer to item %d", "tags": ["item"]}
                """.formatted(n, n, n);
    }

    /// Says a code early and asks for it late.
    private static String code(int n) {
        var early = "{\"role\": \"user\", \"content\": \"The code is K%d.\"}".formatted(n);
        var late = "{\"role\": \"user\", \"content\": \"What is the code?\"}";
        return "{\"id\": \"c%d\", \"messages\": [%s, %s], \"expected\": \"K%d\", \"tags\": [\"code\"]}\n"
                .formatted(n, early, late, n);
    }
}
