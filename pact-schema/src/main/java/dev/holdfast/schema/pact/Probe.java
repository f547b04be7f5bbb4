package dev.holdfast.schema.pact;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A way to put golden tasks under stress and ask them again.
public sealed interface Probe {
    /// Tools that fail in these ways.
    record Faults(String name, Set<String> tags, Map<String, List<Fault>> faults) implements Probe {
        public Faults {
            faults = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(faults));
        }
    }

    /// A context window that is filled to these shares before the task is asked.
    record Fill(String name, Set<String> tags, List<Integer> percents, Filler filler) implements Probe {
        public Fill {
            percents = List.copyOf(percents);
        }
    }

    /// So much other talk between what was said early in the task and what is asked at its end.
    record Memory(String name, Set<String> tags, List<Integer> percents, Filler filler) implements Probe {
        public Memory {
            percents = List.copyOf(percents);
        }
    }

    /// One task after the other in a single session.
    record Session(String name, Set<String> tags, int length) implements Probe {}

    /// The same tasks, so many at a time.
    record Load(String name, Set<String> tags, List<Integer> levels) implements Probe {
        public Load {
            levels = List.copyOf(levels);
        }
    }

    /// Hostile instructions where only facts should be.
    ///
    /// @param places       names of tools, [#DOCUMENT] or [#MESSAGE]
    /// @param instructions one of which every task gets
    record Injection(String name, Set<String> tags, List<String> places, List<String> instructions) implements Probe {
        public Injection {
            places = List.copyOf(places);
            instructions = List.copyOf(instructions);
        }
    }

    /// Place of an injection: a document that comes with the task.
    String DOCUMENT = "task";

    /// Place of an injection: what another agent says before the task.
    String MESSAGE = "message";

    /// How a tool fails.
    enum Fault {
        /// It does not answer.
        TIMEOUT,
        /// It says that it is broken.
        ERROR,
        /// Its answer breaks off in the middle.
        MALFORMED,
        /// Its answer holds nothing.
        EMPTY,
        /// It answers rightly, and late.
        SLOW,
        /// A part of its answer is of another type than promised.
        WRONG_TYPE,
        /// It answers in the right form with what is not true.
        PLAUSIBLE;

        /// As it is written in pacts and recorded runs.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The one of this key.
        public static Optional<Fault> of(String key) {
            return Arrays.stream(values())
                    .filter(fault -> fault.key().equals(key))
                    .findFirst();
        }

        /// Whether who reads the answer can see that the tool has failed.
        public boolean shows() {
            return this != SLOW && this != PLAUSIBLE;
        }
    }

    /// Text that says nothing about any task, and the window that it fills.
    ///
    /// @param path   as written in the pact
    /// @param window in tokens
    record Filler(String path, String text, int window) {}

    String name();

    /// The tasks it is about: those with any of these, or all when there are none.
    Set<String> tags();
}
