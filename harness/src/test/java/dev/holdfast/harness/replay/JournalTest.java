package dev.holdfast.harness.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.pact.Suite;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.schema.run.RunPlan;
import dev.holdfast.schema.run.ToolCall;
import dev.holdfast.schema.run.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
    private static final RunPlan PLAN = plan("pact", 2);

    private static final Suite SUITE = new Suite(List.of(), Digest.of("suite"));

    @TempDir
    private Path folder;

    private Path path = Path.of("");

    @BeforeEach
    void nameTheFile() {
        path = folder.resolve("run.jsonl");
    }

    @Test
    void whatIsAppendedIsInTheFileAtOnce() {
        try (var journal = Journal.create(path, PLAN)) {
            var observation = new Observation(
                    "a",
                    1,
                    new Outcome.Answered("line\nbreak ü 𝒳"),
                    Optional.of(Instant.parse("2026-11-21T08:00:00.123456Z")),
                    Optional.of("m"),
                    Optional.of("f"),
                    Optional.of("stop"),
                    Optional.of(Duration.ofNanos(1_234_567)),
                    new Usage(OptionalLong.of(1), OptionalLong.of(2), OptionalDouble.of(0.1 + 0.2)),
                    3,
                    Map.of("s", 0.5),
                    List.of(new ToolCall(
                            "orders.get",
                            JsonNodeFactory.instance.objectNode().put("id", "A-1"),
                            Optional.of("{}"),
                            Optional.of("empty"),
                            List.of("result: no \"total\""),
                            Optional.of(Duration.ofMillis(12)))),
                    List.of());
            journal.append(observation);

            assertThat(journal.read().plan()).contains(PLAN);
            assertThat(journal.read().observations()).containsExactly(observation);
            assertThat(journal.size()).isEqualTo(1);
        }
    }

    @Test
    void anExistingFileIsNotWrittenOver() throws IOException {
        Files.writeString(path, "precious");

        assertThatThrownBy(() -> Journal.create(path, PLAN))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("exists already");
        assertThat(path).hasContent("precious");
    }

    @Test
    void aLastLineThatWasTornAnywhereIsDropped() throws IOException {
        try (var journal = Journal.create(path, PLAN)) {
            journal.append(answered("a", 0));
            journal.append(answered("b", 0));
        }
        var whole = Files.readAllBytes(path);
        var lines = Files.readString(path).lines().toList();
        var last = whole.length - (lines.getLast() + "\n").getBytes(StandardCharsets.UTF_8).length;

        for (int length = last; length < whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            try (var journal = Journal.resume(path, PLAN, SUITE)) {
                assertThat(journal.wants(new Ask.Key("a", 0))).isFalse();
                assertThat(journal.wants(new Ask.Key("b", 0))).isTrue();
                journal.append(answered("b", 0));
                assertThat(journal.read().observations()).hasSize(2);
            }
        }
    }

    @Test
    void aPlanThatWasTornIsBegunAnew() throws IOException {
        Files.writeString(path, "{\"holdfast_run\": 1, \"ru");

        try (var journal = Journal.resume(path, PLAN, SUITE)) {
            assertThat(journal.size()).isZero();
            assertThat(journal.read().plan()).contains(PLAN);
        }
    }

    @Test
    void anAdaptiveRunIsResumedWhereItsLastLookLeftIt() {
        var adaptive = plan("pact", 1).adaptive(3);
        try (var journal = Journal.create(path, adaptive)) {
            journal.append(answered("a", 0));
            journal.extend(2);
            journal.append(answered("a", 1));
        }

        try (var journal = Journal.resume(path, adaptive, SUITE)) {
            assertThat(journal.plan().repeats()).isEqualTo(2);
            assertThat(journal.wants(new Ask.Key("a", 1))).isFalse();
            assertThat(journal.read().outstanding()).isEqualTo(4);
            journal.extend(3);
            assertThat(journal.read().plan().orElseThrow().planned()).isEqualTo(9);
        }
    }

    @Test
    void anAdaptiveRunIsNotResumedAsAFixedOne() {
        Journal.create(path, plan("pact", 1).adaptive(3)).close();

        assertThatThrownBy(() -> Journal.resume(path, plan("pact", 1), SUITE))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("the number of repeats has changed since the run began, from up to 3 to 1");
    }

    @Test
    void aFixedPlanDoesNotGrow() throws IOException {
        Files.writeString(
                path,
                RunFile.line(plan("pact", 1)) + "\n"
                        + RunFile.line(plan("pact", 1).extended(2)) + "\n");

        assertThatThrownBy(() -> RunFile.read(path)).hasMessageContaining("begins twice");
    }

    @Test
    void theBlockOfZerosThatALostPowerLeavesIsDropped() throws IOException {
        try (var journal = Journal.create(path, PLAN)) {
            journal.append(answered("a", 0));
        }
        Files.write(path, new byte[4096], java.nio.file.StandardOpenOption.APPEND);

        try (var journal = Journal.resume(path, PLAN, SUITE)) {
            assertThat(journal.size()).isEqualTo(1);
        }
    }

    @Test
    void failedObservationsMakePlaceForNewOnes() {
        try (var journal = Journal.create(path, PLAN)) {
            journal.append(answered("a", 0));
            journal.append(failed("b"));
        }

        try (var journal = Journal.resume(path, PLAN, SUITE)) {
            assertThat(journal.superseded()).isEqualTo(1);
            journal.append(answered("b", 0));

            assertThat(journal.read().observations())
                    .extracting(Observation::task)
                    .containsExactly("a", "b");
            assertThat(journal.read().failures()).isZero();
        }
    }

    @Test
    void theIdAndTimeOfTheRunStayWhatTheyWere() {
        Journal.create(path, PLAN).close();
        var later = new RunPlan(
                "r2",
                Instant.parse("2026-12-24T18:00:00Z"),
                PLAN.pact(),
                PLAN.pactDigest(),
                PLAN.suiteDigest(),
                PLAN.tasks(),
                PLAN.repeats(),
                PLAN.mostRepeats(),
                PLAN.target(),
                PLAN.requested(),
                PLAN.settings(),
                "0.2",
                Optional.empty());

        try (var journal = Journal.resume(path, later, SUITE)) {
            assertThat(journal.plan()).isEqualTo(PLAN);
        }
    }

    @Test
    void allThatHasChangedIsSaid() {
        Journal.create(path, PLAN).close();

        assertThatThrownBy(() -> Journal.resume(path, plan("pact 2", 5), SUITE))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("the pact has changed since the run began, from ")
                .hasMessageContaining("the number of repeats has changed since the run began, from 2 to 5")
                .hasMessageNotContaining("golden tasks");
    }

    @Test
    void twoCannotWriteOneJournal() {
        try (var journal = Journal.create(path, PLAN)) {
            journal.append(answered("a", 0));

            assertThatThrownBy(() -> Journal.resume(path, PLAN, SUITE))
                    .isInstanceOf(InvalidDocumentException.class)
                    .hasMessageContaining("right now");
        }
        Journal.resume(path, PLAN, SUITE).close();
    }

    @Test
    void aFileThatIsNoJournalIsLeftAsItIs() throws IOException {
        for (var content : new String[] {
            "{\"run\": \"r\", \"task\": \"a\", \"output\": \"x\"}\n",
            "{\"run\": \"r\", \"task\": \"a\", \"output\": \"x\"}\n{\"run\": \"s\", \"task\": \"a\", \"output\": \"x\"}\n",
            "some text\n",
        }) {
            Files.writeString(path, content);

            assertThatThrownBy(() -> Journal.resume(path, PLAN, SUITE)).isInstanceOf(InvalidDocumentException.class);
            assertThat(path).hasContent(content);
        }
        assertThatThrownBy(() -> Journal.resume(folder.resolve("absent"), PLAN, SUITE))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("no such file");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    private static RunPlan plan(String pact, int repeats) {
        return new RunPlan(
                "r1",
                Instant.parse("2026-11-21T08:00:00Z"),
                "order-desk",
                Digest.of(pact),
                Digest.of("suite"),
                3,
                repeats,
                OptionalInt.empty(),
                "openai",
                Optional.of("m"),
                Digest.of("settings"),
                "0.1",
                Optional.empty());
    }

    private static Observation answered(String task, int repeat) {
        return observation(task, repeat, new Outcome.Answered("größer \"so\"\n"));
    }

    private static Observation failed(String task) {
        return observation(task, 0, new Outcome.Failed(Outcome.Kind.TIMEOUT, "no answer"));
    }

    private static Observation observation(String task, int repeat, Outcome outcome) {
        return new Observation(
                task,
                repeat,
                outcome,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Usage.UNKNOWN,
                1,
                Map.of(),
                List.of(),
                List.of());
    }
}
