package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What may stand in a request or a command for a part of the task that is asked.
public enum Placeholder {
    /// The last thing that the user says.
    QUESTION("task.question", true),
    /// The whole conversation, as a list of `role` and `content`.
    MESSAGES("task.messages", false),
    /// The task's id.
    TASK("task.id", true),
    /// Which repeat of the task it is, from 0.
    REPEAT("repeat", true),
    /// The system prompt; nothing (`null`) where the pact has none.
    PROMPT("prompt", true),
    /// Where the simulated tools are called over HTTP; nothing (`null`) where the pact has none.
    TOOLS("tools.url", true),
    /// Where an MCP client finds them, likewise.
    MCP("tools.mcp_url", true);

    /// The form of one placeholder or reference: group 1 is the name.
    public static final Pattern FORM = Pattern.compile("\\$\\{([^}]*)}");

    private final String key;
    private final boolean isText;

    Placeholder(String key, boolean isText) {
        this.key = key;
        this.isText = isText;
    }

    /// Whether it may stand within a longer text.
    public boolean isText() {
        return isText;
    }

    /// The one of this name.
    public static Optional<Placeholder> of(String key) {
        return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
    }

    /// Whether a text says where the tools are.
    static boolean namesTools(String text) {
        return FORM.matcher(text)
                .results()
                .flatMap(match -> of(match.group(1)).stream())
                .anyMatch(each -> each == TOOLS || each == MCP);
    }

    /// What is wrong with the placeholders and references of a text.
    ///
    /// @param references whether `${env:NAME}` and `${file:PATH}` may stand there too
    static List<String> problems(String text, boolean references) {
        return FORM.matcher(text)
                .results()
                .filter(match ->
                        !(references && Reference.FORM.matcher(match.group()).matches()))
                .flatMap(match -> problem(text, match.group(), match.group(1), references).stream())
                .toList();
    }

    private static Optional<String> problem(String text, String written, String key, boolean references) {
        if (Reference.FORM.matcher(written).matches()) {
            return Optional.of("a secret on a command line can be seen by everyone on the machine; put \"" + written
                    + "\" into the environment");
        }
        var known = of(key);
        if (known.isEmpty()) {
            var names = Arrays.stream(values()).map(each -> each.key).toList();
            return Optional.of("\"" + written + "\" stands for nothing" + Nearest.hint(key, names)
                    + (references ? "; or write ${env:NAME} or ${file:PATH}" : ""));
        }
        return known.get().isText || text.equals(written)
                ? Optional.empty()
                : Optional.of("\"" + written + "\" is a list and must be all of the text");
    }
}
