package dev.holdfast.harness.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordedReplayerTest {
    @TempDir
    private Path folder;

    @Test
    void answersAsTheAgentOnceDid() throws Exception {
        var replayer = open("""
                {"run": "june", "task": "a", "repeat": 0, "output": "one", "model": "m", "finish": "stop", "latency_ms": 7, "cost_usd": 0.5}
                {"run": "june", "task": "a", "repeat": 1, "output": "two"}
                {"run": "june", "task": "b", "repeat": 0, "scores": {"right": true}}
                {"run": "june", "task": "c", "repeat": 0, "error": {"kind": "timeout", "message": "no answer in 60 s"}}
                """);

        var first = replayer.replay(Examples.task("a", "?"), 0);
        assertThat(first.outcome()).isEqualTo(new Outcome.Answered("one"));
        assertThat(first.model()).contains("m");
        assertThat(first.finish()).contains("stop");
        assertThat(first.latency()).contains(Duration.ofMillis(7));
        assertThat(first.usage().costUsd()).hasValue(0.5);
        assertThat(replayer.replay(Examples.task("a", "?"), 1).outcome()).isEqualTo(new Outcome.Answered("two"));
        assertThat(replayer.replay(Examples.task("b", "?"), 0).recordedScores()).isEqualTo(Map.of("right", 1.0));
        assertThat(replayer.replay(Examples.task("c", "?"), 0).outcome())
                .isEqualTo(new Outcome.Failed(Outcome.Kind.TIMEOUT, "no answer in 60 s"));
    }

    @Test
    void answersInASessionAsItDidInOne() throws Exception {
        var session = open("{\"run\": \"june\", \"task\": \"a@soak:2\", \"output\": \"two\"}")
                .session("any")
                .orElseThrow();

        assertThat(session.replay(Examples.task("a@soak:2", "?"), 0).outcome()).isEqualTo(new Outcome.Answered("two"));
    }

    @Test
    void whatWasNotRecordedIsNoAnswer() throws Exception {
        var replayer = open("{\"run\": \"june\", \"task\": \"a\", \"output\": \"one\"}");

        assertThat(replayer.replay(Examples.task("b", "?"), 0).outcome())
                .isEqualTo(new Outcome.Failed(Outcome.Kind.NO_ANSWER, "not recorded"));
        assertThat(replayer.replay(Examples.task("a", "?"), 1).outcome())
                .isEqualTo(new Outcome.Failed(Outcome.Kind.NO_ANSWER, "not recorded"));
    }

    @Test
    void aFileOfSeveralRunsIsNotOneTarget() {
        assertThatThrownBy(() -> open("""
                        {"run": "may", "task": "a", "output": "one"}
                        {"run": "june", "task": "a", "output": "one"}
                        """))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("2 runs");
    }

    private Replayer open(String recorded) throws IOException {
        var file = folder.resolve("june.jsonl");
        Files.writeString(file, recorded);
        var agent = Examples.agent(new Target.Recorded(file.toString()), Agent.Limits.DEFAULT);
        return Targets.open(Examples.pact(agent, List.of()), Examples.secrets(), InstantSource.system());
    }
}
