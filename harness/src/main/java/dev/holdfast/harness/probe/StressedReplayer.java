package dev.holdfast.harness.probe;

import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Pact;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Probe;
import dev.holdfast.schema.pact.Stress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Asks plain tasks as they are, and stressed ones as their probe says.
///
/// How a tool fails is not said in words: a target that simulates tools reads it from the task's own stress.
public final class StressedReplayer implements Replayer {
    private final Replayer target;
    private final Wording wording;
    private final OptionalInt room;

    private StressedReplayer(Replayer target, Wording wording, OptionalInt room) {
        this.target = target;
        this.wording = wording;
        this.room = room;
    }

    /// The target under the probes of a pact; the target itself where there are none.
    ///
    /// @throws InvalidDocumentException for probes of tools that are not simulated for this target
    public static Replayer of(Replayer target, PactFile file) {
        var probes = file.pact().probes();
        if (probes.isEmpty()) {
            return target;
        }
        var impossible = probes.stream()
                .flatMap(probe -> places(probe).stream()
                        .filter(place -> !plays(file.pact(), place))
                        .map(tool -> impossible(file, probe, tool)))
                .toList();
        if (!impossible.isEmpty()) {
            target.close();
            throw new InvalidDocumentException(impossible);
        }
        var agent = file.pact().agent();
        var fillers = new HashMap<String, Probe.Filler>();
        probes.forEach(probe -> {
            switch (probe) {
                case Probe.Fill fill -> fillers.put(fill.name(), fill.filler());
                case Probe.Memory memory -> fillers.put(memory.name(), memory.filler());
                case Probe.Session _, Probe.Load _, Probe.Injection _, Probe.Faults _ -> {}
            }
        });
        var prompt = agent.prompt().map(Agent.Prompt::text).map(Tokens::of).orElse(0);
        var room = agent.contextWindow().isPresent()
                ? OptionalInt.of(agent.contextWindow().getAsInt() - prompt)
                : OptionalInt.empty();
        return new StressedReplayer(target, new Wording(Map.copyOf(fillers), prompt), room);
    }

    /// The tools whose answers the probe spoils.
    private static Collection<String> places(Probe probe) {
        return switch (probe) {
            case Probe.Faults faults -> faults.faults().keySet();
            case Probe.Injection injection ->
                injection.places().stream()
                        .filter(place -> new Stress.Injected(injection.name(), place, "").isInTool())
                        .toList();
            case Probe.Fill _, Probe.Memory _, Probe.Session _, Probe.Load _ -> List.of();
        };
    }

    private static boolean plays(Pact pact, String name) {
        var tool = pact.tools().get(name);
        return tool != null && tool.isSimulated() && pact.agent().target().takesTools();
    }

    private static Problem impossible(PactFile file, Probe probe, String tool) {
        return Problem.of(
                file.path().toString(),
                "probe \"" + probe.name() + "\" spoils the answers of \"" + tool + "\", which is not simulated for this"
                        + " target; give it `fixtures` under `tools`, leave the probe out, or take runs that were"
                        + " recorded elsewhere");
    }

    @Override
    public Reply replay(GoldenTask task, int repeat) throws InterruptedException {
        return target.replay(wording.of(task), repeat);
    }

    @Override
    public Optional<Replayer> session(String key) {
        return Optional.of(target.session(key).orElseGet(() -> new CarriedSession(target, room)));
    }

    @Override
    public void close() {
        target.close();
    }
}
