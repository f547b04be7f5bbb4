package dev.holdfast.harness.replay;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.Suite;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.schema.run.RunPlan;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What can be kept of the journal of a run that was broken off.
///
/// @param held       the replays that have an answer
/// @param again      what failed, and all replays of a bundle that is made again whole
/// @param superseded observations that were dropped: failed ones, and those of a bundle that is made again whole
record Salvage(RunPlan plan, Set<Ask.Key> held, Set<Ask.Key> again, int superseded) {
    /// A run that has only been planned.
    static Salvage nothing(RunPlan plan) {
        return new Salvage(plan, Set.of(), Set.of(), 0);
    }

    /// Makes the file hold what can be kept, and nothing else.
    static Salvage of(Path path, RunPlan now, Suite suite) throws IOException {
        var draft = path.resolveSibling(path.getFileName() + ".resuming");
        try {
            return of(path, now, suite, draft);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static Salvage of(Path path, RunPlan now, Suite suite, Path draft) throws IOException {
        Files.copy(path, draft, StandardCopyOption.REPLACE_EXISTING);
        dropTornLine(draft);
        var run = read(path, draft, now);
        var plan =
                run.plan().orElseThrow(() -> unusable(path, "holds a run that has no plan, and so cannot be resumed"));
        refuseAnother(path, plan, now);
        var bundles = new Bundles(suite, plan.repeats(), run.observations());
        var kept = run.observations().stream().filter(bundles::keeps).toList();
        write(draft, plan, kept);
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        var dropped = run.observations().stream().filter(o -> !bundles.keeps(o)).toList();
        var again = new HashSet<>(keys(dropped));
        again.addAll(bundles.remade());
        return new Salvage(plan, keys(kept), again, dropped.size());
    }

    private static Set<Ask.Key> keys(List<Observation> observations) {
        return observations.stream()
                .map(o -> new Ask.Key(o.task(), o.repeat()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// A run that was broken off before its plan was written has only been planned.
    private static Run read(Path path, Path draft, RunPlan now) throws IOException {
        if (Files.size(draft) == 0) {
            return new Run(now.run(), Optional.of(now), List.of());
        }
        var runs = RunFile.read(path.toString(), draft).runs();
        if (runs.size() != 1) {
            throw unusable(path, "holds " + runs.size() + " runs, and so is not the journal of one");
        }
        return runs.getFirst();
    }

    /// Whatever stands after the end of the last line.
    private static void dropTornLine(Path draft) throws IOException {
        try (var file = new RandomAccessFile(draft.toFile(), "rw")) {
            file.setLength(endOfLastLine(file));
        }
    }

    private static long endOfLastLine(RandomAccessFile file) throws IOException {
        var block = new byte[8192];
        for (var end = file.length(); end > 0; end -= block.length) {
            var start = Math.max(0, end - block.length);
            file.seek(start);
            file.readFully(block, 0, (int) (end - start));
            for (int at = (int) (end - start) - 1; at >= 0; at--) {
                if (block[at] == '\n') {
                    return start + at + 1;
                }
            }
        }
        return 0;
    }

    private static void write(Path draft, RunPlan plan, List<Observation> kept) throws IOException {
        try (var out = new FileOutputStream(draft.toFile());
                var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
            writer.write(RunFile.line(plan) + "\n");
            for (var observation : kept) {
                writer.write(RunFile.line(plan.run(), observation) + "\n");
            }
            writer.flush();
            out.getFD().sync();
        }
    }

    private static void refuseAnother(Path path, RunPlan then, RunPlan now) {
        var problems = new ArrayList<Problem>();
        var changes = new Changes(path, problems);
        changes.refuse("the pact", then.pactDigest().brief(), now.pactDigest().brief());
        changes.refuse(
                "the suite of golden tasks",
                then.suiteDigest().brief(),
                now.suiteDigest().brief());
        changes.refuse(
                "what is sent along with the tasks",
                then.settings().brief(),
                now.settings().brief());
        changes.refuse("the number of repeats", repeats(then), repeats(now));
        if (!problems.isEmpty()) {
            throw new InvalidDocumentException(problems);
        }
    }

    /// How far an adaptive run has come is no change of what it set out to do.
    private static String repeats(RunPlan plan) {
        return plan.mostRepeats().isPresent()
                ? "up to " + plan.mostRepeats().getAsInt()
                : String.valueOf(plan.repeats());
    }

    private record Changes(Path path, List<Problem> problems) {
        void refuse(String what, Object then, Object now) {
            if (!then.equals(now)) {
                var message =
                        "cannot be resumed: " + what + " has changed since the run began, from " + then + " to " + now;
                problems.add(Problem.of(path.toString(), message));
            }
        }
    }

    private static InvalidDocumentException unusable(Path path, String message) {
        return new InvalidDocumentException(Problem.of(path.toString(), message));
    }
}
