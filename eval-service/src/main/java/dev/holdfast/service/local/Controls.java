package dev.holdfast.service.local;

import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.AnswerPolicy;
import dev.holdfast.schema.pact.Control;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Run;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// The control of a pact: asked the same tasks through the same harness, right after the agent, and kept beside its
/// run.
public final class Controls {
    private static final String LINES = ".jsonl";

    private Controls() {}

    /// The pact with its control in the agent's place; empty where it declares none.
    public static Optional<PactFile> of(PactFile file) {
        return file.pact().control().map(control -> file.with(agent(file.pact().agent(), control)));
    }

    private static Agent agent(Agent agent, Control control) {
        return new Agent(
                control.target(),
                Optional.empty(),
                control.prompt(),
                OptionalInt.empty(),
                agent.limits(),
                Optional.empty(),
                AnswerPolicy.ONCE);
    }

    /// Beside the agent's: `x.jsonl` and `x.control.jsonl`.
    public static Path journal(Path agents) {
        var name = String.valueOf(agents.getFileName());
        var stem = name.endsWith(LINES) ? name.substring(0, name.length() - LINES.length()) : name;
        return agents.resolveSibling(stem + ".control" + LINES);
    }

    /// The control's part of what was ordered for the agent.
    ///
    /// @param agent the id of the agent's run, which may have been begun under another name and resumed
    public static Workbench.Order order(Workbench.Order ordered, String agent) {
        return new Workbench.Order(
                agent + Run.OF_CONTROL,
                journal(ordered.journal()),
                ordered.repeats(),
                ordered.start() != Workbench.Start.NEW);
    }
}
