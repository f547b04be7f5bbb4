package dev.holdfast.schema.run;

import dev.holdfast.schema.json.Digest;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a run was made with, part by part, so that it can be said later which part has changed.
///
/// A run without one was made by an older version or elsewhere: its parts are unknown, which is not the same as
/// unchanged. What is added here later is optional for the same reason.
///
/// @param target     the kind of agent and its address, as the pact writes it
/// @param parameters sent along with every task, such as temperature and seed
/// @param prompt     the system prompt
/// @param tools      that the agent is offered along with every task
/// @param host       the machine that asks, by name: `java`, `os`; with a local model also its engine, device, driver
public record Environment(Part target, Part parameters, Part prompt, Part tools, SortedMap<String, String> host) {
    /// What is recorded of every machine that asks. Whatever else is recorded of it, a model is computed on.
    private static final Set<String> OF_EVERY_HOST = Set.of("java", "os");

    public Environment {
        host = Collections.unmodifiableSortedMap(new TreeMap<>(host));
    }

    /// Whether this part of a host is what a model on it is computed on, and not just whence it is asked.
    public static boolean computesWith(String name) {
        return !OF_EVERY_HOST.contains(name);
    }

    /// The same with more known of the machine.
    Environment with(SortedMap<String, String> machine) {
        var more = new TreeMap<>(host);
        more.putAll(machine);
        return new Environment(target, parameters, prompt, tools, more);
    }

    /// One part.
    ///
    /// @param says in few words, for people
    public record Part(String says, Digest digest) {}
}
