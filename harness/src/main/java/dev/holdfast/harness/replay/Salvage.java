package dev.holdfast.harness.replay;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.Suite;
import dev.holdfast.schema.run.Recording;
import dev.holdfast.schema.run.ReplaySet;
import dev.holdfast.schema.run.RunFile;
import dev.holdfast.schema.run.RunPlan;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// What can be kept of the journal of a run that was broken off.
///
/// @param held       the replays that have an answer
/// @param again      what failed, and all replays of a bundle that is made again whole
/// @param superseded observations that were dropped: failed ones, and those of a bundle that is made again whole
record Salvage(RunPlan plan, ReplaySet held, Set<Ask.Key> again, int superseded) {
    /// A run that has only been planned.
    static Salvage nothing(RunPlan plan) {
        return new Salvage(plan, new ReplaySet(), Set.of(), 0);
    }

    /// Makes the file hold what can be kept, and nothing else. It is gone through twice, so that a run may be larger
    /// than the memory: what can be kept of a bundle is known when all of it has been seen.
    static Salvage of(Path path, RunPlan now, Suite suite) throws IOException {
        var bundles = new Bundles(suite);
        var plan = plan(path, RunFile.readSoFar(path, (_, observation) -> bundles.saw(observation)), now);
        refuseAnother(path, plan, now);
        bundles.settle(plan.repeats());
        var draft = path.resolveSibling(path.getFileName() + ".resuming");
        try {
            var salvage = write(path, plan, bundles, draft);
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return salvage;
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /// A run that was broken off before its plan was written has only been planned.
    private static RunPlan plan(Path path, Recording recording, RunPlan now) {
        var runs = recording.runs();
        if (runs.isEmpty()) {
            return now;
        }
        if (runs.size() != 1) {
            throw unusable(path, "holds " + runs.size() + " runs, and so is not the journal of one");
        }
        return runs.getFirst()
                .plan()
                .orElseThrow(() -> unusable(path, "holds a run that has no plan, and so cannot be resumed"));
    }

    private static Salvage write(Path path, RunPlan plan, Bundles bundles, Path draft) throws IOException {
        var held = new ReplaySet();
        var again = new HashSet<Ask.Key>();
        var superseded = new AtomicInteger();
        try (var out = new FileOutputStream(draft.toFile());
                var writer = new PrintWriter(out, false, StandardCharsets.UTF_8)) {
            writer.print(RunFile.line(plan) + "\n");
            RunFile.readSoFar(path, (_, observation) -> {
                if (bundles.keeps(observation)) {
                    writer.print(RunFile.line(plan.run(), observation) + "\n");
                    held.add(observation.task(), observation.repeat());
                } else {
                    again.add(new Ask.Key(observation.task(), observation.repeat()));
                    superseded.incrementAndGet();
                }
            });
            if (writer.checkError()) {
                throw new IOException("cannot write " + draft);
            }
            out.getFD().sync();
        }
        again.addAll(bundles.remade());
        return new Salvage(plan, held, again, superseded.get());
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
