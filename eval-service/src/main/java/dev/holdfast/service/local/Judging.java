package dev.holdfast.service.local;

import dev.holdfast.harness.judge.Bench;
import dev.holdfast.harness.judge.Docket;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.harness.target.Targets;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.schema.run.Vote;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks a pact's judges about a run, and keeps what they say beside it.
///
/// @param nonces codes that nobody can guess
public record Judging(Map<String, String> environment, InstantSource clock, Supplier<String> nonces) {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// A run with its votes.
    ///
    /// @param asked     questions that were put to judges now
    /// @param unreached why, by the judge that could not be reached
    public record Judged(Run run, int asked, Map<String, String> unreached) {}

    /// Asks what no vote is recorded on; nothing where the pact has no judge.
    ///
    /// @param runFile the file of the run; the votes go beside it
    /// @param known   of other runs: their votes, and the answers that others are held against
    public Judged judge(PactFile file, Run run, Path runFile, Hearing known) throws IOException {
        var docket = new Docket(file);
        var open = docket.open(run, known);
        if (open.isEmpty()) {
            return new Judged(run, 0, Map.of());
        }
        var models = new LinkedHashMap<String, Replayer>();
        try (var votes = writer(RunFile.votesBeside(runFile))) {
            var secrets = new Secrets(name -> Optional.ofNullable(environment.get(name)), file.folder());
            docket.jurors().forEach((name, juror) -> models.put(name, Targets.judge(juror.target(), secrets, clock)));
            var session = new Bench(models, nonces, PAUSE).ask(open, vote -> write(votes, run, vote));
            return new Judged(with(run, session.votes()), open.size(), session.unreached());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Judged(run, open.size(), Map.of());
        } finally {
            models.values().forEach(Replayer::close);
        }
    }

    private static Run with(Run run, List<Vote> votes) {
        var all = new ArrayList<>(run.votes());
        all.addAll(votes);
        return new Run(run.id(), run.plan(), run.observations(), all);
    }

    private static PrintWriter writer(Path path) throws IOException {
        Files.createDirectories(path.toAbsolutePath().resolveSibling(""));
        return new PrintWriter(Files.newBufferedWriter(
                path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    private static void write(PrintWriter votes, Run run, Vote vote) {
        votes.println(RunFile.line(run.id(), vote));
        votes.flush();
        if (votes.checkError()) {
            throw new UncheckedIOException(new IOException("the votes cannot be written"));
        }
    }
}
