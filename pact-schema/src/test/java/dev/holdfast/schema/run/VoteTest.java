package dev.holdfast.schema.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.InvalidDocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VoteTest {
    private static final Vote VOTE =
            new Vote(Digest.of("b"), "one", Optional.of("judge-1"), Optional.of("yes"), Optional.empty());

    @TempDir
    Path folder;

    @Test
    void liesBesideItsRunAndIsReadWithIt() throws IOException {
        var run = Files.writeString(folder.resolve("june.jsonl"), "{\"run\":\"r\",\"task\":\"t\",\"output\":\"a\"}\n");
        Files.writeString(folder.resolve("june.votes.jsonl"), RunFile.line("r", VOTE) + "\n");

        assertThat(RunFile.votesBeside(run)).isEqualTo(folder.resolve("june.votes.jsonl"));
        assertThat(RunFile.read(run).runs())
                .singleElement()
                .satisfies(read -> assertThat(read.votes()).containsExactly(VOTE));
    }

    @Test
    void thatAJudgeWasNotReachedIsKeptWithTheReason() {
        var unreached = Vote.unreached(Digest.of("b"), "one", "no connection");

        var read = RunFile.parse(
                "here", "{\"run\":\"r\",\"task\":\"t\",\"output\":\"a\"}\n" + RunFile.line("r", unreached));

        assertThat(read.runs())
                .singleElement()
                .satisfies(run -> assertThat(run.votes()).containsExactly(unreached));
    }

    @Test
    void aBadVoteIsToldByItsOwnFileAndLine() throws IOException {
        var run = Files.writeString(folder.resolve("june.jsonl"), "{\"run\":\"r\",\"task\":\"t\",\"output\":\"a\"}\n");
        Files.writeString(folder.resolve("june.votes.jsonl"), "{\"vote\":{}}\n");

        assertThatThrownBy(() -> RunFile.read(run))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("june.votes.jsonl:1");
    }
}
