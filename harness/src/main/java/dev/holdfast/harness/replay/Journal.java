package dev.holdfast.harness.replay;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.Suite;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.ReplaySet;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.schema.run.RunPlan;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// A run as it is being made: a file of the form of [RunFile], its plan first, to which every observation is added
/// when it is made. Where an adaptive run goes on after a look, its longer plan is added in between. A process that is
/// killed loses no replay that had ended; a machine that loses its power may
/// lose the last seconds.
///
/// Resuming drops what cannot be used: a last line that was torn when the writing broke off, all observations that
/// failed, and those of sessions and levels of load that did not come to their end (see [Bundles]). Whoever resumes a
/// run wants it complete, and what failed was the infrastructure and not the agent,
/// so it is asked again. The file is replaced by its usable part in one step; breaking off while resuming leaves
/// the old one.
public final class Journal implements AutoCloseable {
    private final Path path;
    private final String run;
    private RunPlan plan;
    private final ReplaySet held;
    private final Set<Ask.Key> again;
    private final int superseded;
    private final boolean onlyFailed;
    // not a channel: those are closed when the thread that writes is interrupted
    private final FileOutputStream out;

    private Journal(Path path, Salvage salvage, FileOutputStream out, boolean onlyFailed) {
        this.path = path;
        this.plan = salvage.plan();
        this.run = plan.run();
        this.held = salvage.held();
        this.again = salvage.again();
        this.superseded = salvage.superseded();
        this.onlyFailed = onlyFailed;
        this.out = out;
    }

    /// Begins a run in a new file.
    ///
    /// @throws InvalidDocumentException when the file exists
    public static Journal create(Path path, RunPlan plan) {
        try {
            Files.createFile(path);
            var journal = new Journal(path, Salvage.nothing(plan), locked(path), false);
            journal.write(RunFile.line(plan));
            return journal;
        } catch (FileAlreadyExistsException e) {
            throw unusable(path, "exists already; resume it, or write to another file");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    /// Goes on with a run that was broken off.
    ///
    /// @param plan what would be run now; all but its id and time must be as when the run began
    /// @throws InvalidDocumentException when the file is no journal, or saying all that differs between the plans
    public static Journal resume(Path path, RunPlan plan, Suite suite) {
        return reopen(path, plan, suite, false);
    }

    /// Asks again what failed for good in a run, and nothing else. When that breaks off too, resuming completes it.
    ///
    /// @param plan what would be run now, as for [#resume]
    /// @throws InvalidDocumentException as [#resume]
    public static Journal retryFailed(Path path, RunPlan plan, Suite suite) {
        return reopen(path, plan, suite, true);
    }

    private static Journal reopen(Path path, RunPlan plan, Suite suite, boolean onlyFailed) {
        try (var _ = locked(path)) {
            return new Journal(path, Salvage.of(path, plan, suite), locked(path), onlyFailed);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot resume " + path, e);
        }
    }

    /// The plan as it stands in the file.
    public synchronized RunPlan plan() {
        return plan;
    }

    /// Makes the plan of an adaptive run longer.
    ///
    /// @param repeats of every task altogether
    public synchronized void extend(int repeats) {
        plan = plan.extended(repeats);
        write(RunFile.line(plan));
    }

    /// Observations in the file.
    public synchronized int size() {
        return held.size();
    }

    /// Observations that were dropped when the run was resumed, and so are made again.
    public int superseded() {
        return superseded;
    }

    /// The run as it stands in the file.
    public Run read() {
        return RunFile.read(path).runs().getFirst();
    }

    /// Whether the replay is to be made.
    synchronized boolean wants(Ask.Key replay) {
        return !held.contains(replay.task(), replay.repeat()) && (!onlyFailed || again.contains(replay));
    }

    /// Hands the observation to the operating system before it returns.
    void append(Observation observation) {
        var line = RunFile.line(run, observation);
        synchronized (this) {
            write(line);
            held.add(observation.task(), observation.repeat());
        }
    }

    /// Returns when everything is on the disk.
    void sync() {
        try {
            out.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    @Override
    public void close() {
        try (out) {
            sync();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    /// A line and its end in one call, so that a torn line can only be the last.
    private void write(String line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    /// Two processes that wrote one journal would record replays twice.
    private static FileOutputStream locked(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw unusable(path, "there is no such file");
        }
        var out = new FileOutputStream(path.toFile(), true);
        try {
            if (out.getChannel().tryLock() != null) {
                return out;
            }
        } catch (OverlappingFileLockException e) {
            // said below: another thread of this process has it
        }
        out.close();
        throw unusable(path, "another run is being written to it right now");
    }

    private static InvalidDocumentException unusable(Path path, String message) {
        return new InvalidDocumentException(Problem.of(path.toString(), message));
    }
}
