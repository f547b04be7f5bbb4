package dev.holdfast.schema.pact;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.holdfast.schema.json.Digest;
import java.util.OptionalDouble;

/// What a probe does to one golden task.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "stress")
public sealed interface Stress {
    /// Other talk fills the window up to this share, the task being the last of it.
    ///
    /// @param window in tokens
    record Filled(String probe, int percent, int window, Digest filler) implements Stress {}

    /// So much other talk, as a share of the window, comes before the last question of the task's conversation.
    record Remembered(String probe, int percent, int window, Digest filler) implements Stress {}

    /// It is asked in a session, after the tasks of all positions before.
    ///
    /// @param position from 1
    /// @param tasks    of all that is asked in the session, in order
    record InSession(String probe, int position, int length, Digest tasks) implements Stress {}

    /// It is asked while so many others are.
    record UnderLoad(String probe, int atOnce) implements Stress {}

    /// A hostile instruction stands in a tool's result, a document or another agent's message.
    record Injected(String probe, String place, String instruction) implements Stress {
        /// Whether a tool has to be simulated for it.
        public boolean isInTool() {
            return !place.equals(Probe.DOCUMENT) && !place.equals(Probe.MESSAGE);
        }
    }

    /// A tool fails.
    record ToolFault(String probe, String tool, Probe.Fault fault) implements Stress {}

    /// The name of the probe.
    String probe();

    /// What tells it from the probe's other stresses of the same task: `80%`, `17`, `8`, `orders.get-timeout`.
    default String variant() {
        return switch (this) {
            case Filled filled -> filled.percent() + "%";
            case Remembered remembered -> remembered.percent() + "%";
            case InSession session -> String.valueOf(session.position());
            case UnderLoad load -> String.valueOf(load.atOnce());
            case Injected injected -> injected.place();
            case ToolFault(var _, var tool, var fault) -> tool + "-" + fault.key();
        };
    }

    /// How much of it: percent of the window, position in the session, replays at once; empty where it is not a
    /// matter of more or less.
    default OptionalDouble dose() {
        return switch (this) {
            case Filled filled -> OptionalDouble.of(filled.percent());
            case Remembered remembered -> OptionalDouble.of(remembered.percent());
            case InSession session -> OptionalDouble.of(session.position());
            case UnderLoad load -> OptionalDouble.of(load.atOnce());
            case Injected _, ToolFault _ -> OptionalDouble.empty();
        };
    }
}
