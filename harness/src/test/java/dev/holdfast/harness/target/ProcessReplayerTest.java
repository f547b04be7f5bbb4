package dev.holdfast.harness.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Reference;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@EnabledOnOs({OS.LINUX, OS.MAC})
final class ProcessReplayerTest {
    private static final Target.AnswerForm ALL = new Target.AnswerForm(
            Optional.empty(),
            Optional.empty(),
            new Target.UsageForm(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
            Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void whatTheProgramPrintsIsTheAnswer() throws InterruptedException {
        var reply = run("printf 'heard: '; cat");

        assertThat(reply.outcome()).isEqualTo(new Outcome.Answered("heard: Where is $(id) `id` ; order 17?"));
        assertThat(reply.latency().orElseThrow()).isPositive();
    }

    @Test
    void readsWhatIsKnownOutOfJson() throws InterruptedException {
        var reply = replay(target(List.of("sh", "-c", """
                echo '{"result": {"text": "done"}, "llm": "m", "took": {"in": 7, "out": 2, "usd": 0.5}, "steps": []}'
                """), Target.Stdin.QUESTION, HttpReplayerTest.FORM));

        assertThat(reply.outcome()).isEqualTo(new Outcome.Answered("done"));
        assertThat(reply.model()).contains("m");
        assertThat(reply.usage().costUsd()).hasValue(0.5);
    }

    @Test
    void handsTheTaskOverAsJson() throws InterruptedException {
        var reply = replay(target(List.of("cat"), Target.Stdin.JSON, ALL));

        assertThat(Json.tree("answer", ((Outcome.Answered) reply.outcome()).text()))
                .isEqualTo(Json.tree("expected", """
                        {"task": "t1", "repeat": 2, "prompt": "You take orders.",
                         "question": "Where is $(id) `id` ; order 17?",
                         "messages": [{"role": "user", "content": "Where is $(id) `id` ; order 17?"}]}"""));
    }

    @Test
    void argumentsAreArgumentsWhateverStandsInThem() throws InterruptedException {
        var reply =
                replay(target(List.of("printf", "%s|", "${task.question}", "${task.id}"), Target.Stdin.QUESTION, ALL));

        assertThat(reply.outcome()).isEqualTo(new Outcome.Answered("Where is $(id) `id` ; order 17?|t1|"));
    }

    @Test
    void everyReplayHasAFreshCopyOfItsFolder() throws InterruptedException, IOException {
        Files.createDirectories(folder.resolve("template/deep"));
        Files.writeString(folder.resolve("template/deep/note"), "fresh");
        var script = "cat deep/note; echo spoilt > deep/note; pwd > '" + folder.resolve("where") + "'";

        assertThat(run(script).outcome()).isEqualTo(new Outcome.Answered("fresh"));
        assertThat(run(script).outcome()).isEqualTo(new Outcome.Answered("fresh"));

        assertThat(folder.resolve("template/deep/note")).hasContent("fresh");
        assertThat(Path.of(Files.readString(folder.resolve("where")).strip())).doesNotExist();
    }

    @Test
    void theProgramFindsNothingInItsEnvironmentThatThePactDoesNotGiveIt() throws InterruptedException {
        var reply = run("env | cut -d= -f1 | sort | tr '\\n' ' '");

        assertThat(List.of(((Outcome.Answered) reply.outcome()).text().strip().split(" ", -1)))
                .contains("DESK_KEY", "MODE", "PATH")
                .allMatch(Set.of(
                        "DESK_KEY",
                        "MODE",
                        "PATH",
                        "HOME",
                        "TMPDIR",
                        "LANG",
                        "LC_ALL",
                        "LC_CTYPE",
                        "TZ",
                        "PWD",
                        "SHLVL",
                        "_",
                        "OLDPWD")::contains);
    }

    @Test
    void anotherExitCodeThan0IsAFailureThatSaysHowTheProgramEnded() throws InterruptedException {
        var reply = run("echo half an answer; echo $DESK_KEY is wrong >&2; exit 3");

        assertThat(reply.outcome())
                .isEqualTo(new Outcome.Failed(Outcome.Kind.SERVER_ERROR, "exit code 3: ${env:AGENT_KEY} is wrong"));
    }

    @Test
    void aLongComplaintIsCutAtItsBeginning() throws InterruptedException {
        var reply = run("i=0; while [ $i -lt 3000 ]; do echo noise >&2; i=$((i+1)); done; echo the reason >&2; exit 1");

        assertThat(((Outcome.Failed) reply.outcome()).message())
                .hasSizeLessThan(300)
                .endsWith("the reason");
    }

    @Test
    void aProgramThatIsNotThereIsRejected() throws InterruptedException {
        var reply = replay(target(List.of("no-such-program-anywhere"), Target.Stdin.QUESTION, ALL));

        assertThat(((Outcome.Failed) reply.outcome()).kind()).isEqualTo(Outcome.Kind.REJECTED);
        assertThat(((Outcome.Failed) reply.outcome()).message()).contains("cannot be started");
    }

    @Test
    void aProgramThatTakesTooLongIsEndedWithAllItsChildren() throws InterruptedException, IOException {
        var pids = folder.resolve("pids");
        var script = "sleep 300 & echo $! >> '" + pids + "'; sh -c 'sleep 300 & echo $! >> \"" + pids + "\"; wait'";

        var reply = replay(target(List.of("sh", "-c", script), Target.Stdin.QUESTION, ALL), Duration.ofSeconds(2));

        assertThat(reply.outcome()).isEqualTo(new Outcome.Failed(Outcome.Kind.TIMEOUT, "no answer in 2 s"));
        assertThat(Files.readAllLines(pids)).hasSize(2);
        for (var pid : Files.readAllLines(pids)) {
            awaitEnd(Long.parseLong(pid.strip()));
        }
    }

    @Test
    void aProgramThatLeavesAChildBehindAnswersAllTheSame() throws InterruptedException, IOException {
        var pid = folder.resolve("pid");

        var reply = run("sleep 300 & echo $! > '" + pid + "'; sleep 0.2; echo done");

        assertThat(reply.outcome()).isEqualTo(new Outcome.Answered("done\n"));
        awaitEnd(Long.parseLong(Files.readString(pid).strip()));
    }

    @Test
    void aProgramThatPrintsWithoutEndIsEnded() throws InterruptedException {
        var reply = run("yes");

        assertThat(reply.outcome())
                .isEqualTo(new Outcome.Failed(Outcome.Kind.NO_ANSWER, "the program printed more than 10000 bytes"));
    }

    @Test
    void aServiceStartsNoProgram() {
        var target = target(List.of("true"), Target.Stdin.QUESTION, ALL);
        var guarded = new Targets(Examples.secrets(), InstantSource.system(), HostGuard.publicOnly(Set.of()));

        assertThatThrownBy(() -> guarded.open(pact(target, Duration.ofSeconds(1))))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("a service starts none");
    }

    private static void awaitEnd(long pid) throws InterruptedException {
        for (var tries = 0; tries < 200 && isRunning(pid); tries++) {
            Thread.sleep(20);
        }
        assertThat(isRunning(pid)).isFalse();
    }

    /// What has been killed may wait as a zombie for a parent that does not care.
    private static boolean isRunning(long pid) {
        var stat = Path.of("/proc/" + pid + "/stat");
        try {
            return Files.exists(Path.of("/proc"))
                    ? Files.exists(stat) && !Files.readString(stat).contains(") Z ")
                    : ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        } catch (IOException e) {
            return false;
        }
    }

    private Reply run(String script) throws InterruptedException {
        return replay(target(List.of("sh", "-c", script), Target.Stdin.QUESTION, ALL));
    }

    private Target.Program target(List<String> command, Target.Stdin stdin, Target.AnswerForm form) {
        var template = folder.resolve("template");
        return new Target.Program(
                command,
                stdin,
                Files.exists(template)
                        ? Optional.of(new Target.Workspace(template.toString(), Digest.of("")))
                        : Optional.empty(),
                Map.of("DESK_KEY", new Reference("${env:AGENT_KEY}"), "MODE", new Reference("fast")),
                10_000,
                form);
    }

    private Reply replay(Target.Program target) throws InterruptedException {
        return replay(target, Duration.ofSeconds(30));
    }

    private Reply replay(Target.Program target, Duration timeout) throws InterruptedException {
        try (var replayer = Targets.open(pact(target, timeout), Examples.secrets(), InstantSource.system())) {
            return replayer.replay(Examples.task("t1", "Where is $(id) `id` ; order 17?"), 2);
        }
    }

    private static PactFile pact(Target.Program target, Duration timeout) {
        return Examples.pact(Examples.agent(target, Examples.limits(8, timeout, 0)), List.of());
    }
}
