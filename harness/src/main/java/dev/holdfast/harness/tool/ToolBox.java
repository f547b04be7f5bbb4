package dev.holdfast.harness.tool;

import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Pact;
import dev.holdfast.schema.pact.Tool;
import dev.holdfast.schema.run.ToolCall;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The tools of a pact that Holdfast plays; used by many replays at once.
public final class ToolBox {
    /// Without a tool.
    public static final ToolBox EMPTY =
            new ToolBox(List.of(), Duration.ZERO, new Secrets(_ -> Optional.empty(), Path.of("")));

    private static final Duration LONGEST_SLOW = Duration.ofSeconds(3);
    private static final int SLOW_OF_TIMEOUT = 10;

    private final Map<String, PlayedTool> tools = new LinkedHashMap<>();
    private final Map<String, PlayedTool> observed = new LinkedHashMap<>();
    private final ToolNames names;
    private final Duration slow;
    private final Secrets secrets;

    private ToolBox(Collection<Tool> tools, Duration slow, Secrets secrets) {
        tools.forEach(tool -> (tool.isSimulated() ? this.tools : observed).put(tool.name(), PlayedTool.of(tool)));
        this.names = ToolNames.of(this.tools.keySet());
        this.slow = slow;
        this.secrets = secrets;
    }

    /// Those with fixtures are played, the others only looked at.
    public static ToolBox of(Pact pact, Secrets secrets) {
        var part = pact.agent().limits().timeout().dividedBy(SLOW_OF_TIMEOUT);
        return new ToolBox(pact.tools().values(), part.compareTo(LONGEST_SLOW) < 0 ? part : LONGEST_SLOW, secrets);
    }

    /// Whether none is played.
    public boolean isEmpty() {
        return tools.isEmpty();
    }

    /// Those that are played, in the pact's order.
    public List<Tool> tools() {
        return tools.values().stream().map(PlayedTool::tool).toList();
    }

    /// How they are called where a name may hold no dot.
    public ToolNames names() {
        return names;
    }

    /// For one replay, and no other.
    ///
    /// @param hold how long a tool that does not answer keeps its caller waiting
    public ToolSession open(GoldenTask task, int repeat, Duration hold) {
        return new ToolSession(tools, new Sabotage(task, repeat, slow, hold), secrets);
    }

    /// Calls of tools that are not played, held against their schemas.
    public List<ToolCall> inspected(List<ToolCall> shown) {
        return shown.stream().map(this::inspected).toList();
    }

    /// The calls that were answered here, and of those that the agent shows itself the ones of other tools.
    List<ToolCall> merged(List<ToolCall> answered, List<ToolCall> shown) {
        var others = shown.stream().filter(call -> !tools.containsKey(names.back(call.name())));
        return Stream.concat(answered.stream(), others).toList();
    }

    private ToolCall inspected(ToolCall call) {
        var tool = observed.get(call.name());
        return tool == null || call.fault().isPresent() ? call : tool.inspected(call);
    }
}
