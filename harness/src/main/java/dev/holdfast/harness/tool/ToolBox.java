package dev.holdfast.harness.tool;

import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Pact;
import dev.holdfast.schema.pact.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tools of a pact that Holdfast plays; used by many replays at once.
public final class ToolBox {
    /// Without a tool.
    public static final ToolBox EMPTY =
            new ToolBox(List.of(), Duration.ZERO, new Secrets(_ -> Optional.empty(), Path.of("")));

    private static final Duration LONGEST_SLOW = Duration.ofSeconds(3);
    private static final int SLOW_OF_TIMEOUT = 10;

    private final Map<String, PlayedTool> tools = new LinkedHashMap<>();
    private final ToolNames names;
    private final Duration slow;
    private final Secrets secrets;

    private ToolBox(List<Tool> tools, Duration slow, Secrets secrets) {
        tools.forEach(tool -> this.tools.put(tool.name(), PlayedTool.of(tool)));
        this.names = ToolNames.of(this.tools.keySet());
        this.slow = slow;
        this.secrets = secrets;
    }

    /// Those with fixtures.
    public static ToolBox of(Pact pact, Secrets secrets) {
        var played = pact.tools().values().stream().filter(Tool::isSimulated).toList();
        var part = pact.agent().limits().timeout().dividedBy(SLOW_OF_TIMEOUT);
        return new ToolBox(played, part.compareTo(LONGEST_SLOW) < 0 ? part : LONGEST_SLOW, secrets);
    }

    public boolean isEmpty() {
        return tools.isEmpty();
    }

    /// In the pact's order.
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
}
