package dev.holdfast.harness.tool;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// Names of tools where only letters, digits, `_` and `-` may stand in one, as most providers have it: `orders.get`
/// is `orders_get` there. Two names that would become one are numbered, so that every name leads back.
public final class ToolNames {
    private final Map<String, String> there = new LinkedHashMap<>();
    private final Map<String, String> back = new LinkedHashMap<>();

    private ToolNames() {}

    static ToolNames of(Collection<String> names) {
        var all = new ToolNames();
        // what needs no other name keeps its own
        names.stream().filter(name -> plain(name).equals(name)).forEach(name -> all.add(name, name));
        names.stream().filter(name -> !plain(name).equals(name)).forEach(name -> all.add(name, all.free(plain(name))));
        return all;
    }

    /// As the provider knows it.
    public String there(String name) {
        return there.getOrDefault(name, plain(name));
    }

    /// As the pact knows it; a name that nobody gave is left as it is.
    public String back(String name) {
        return back.getOrDefault(name, name);
    }

    private void add(String name, String other) {
        there.put(name, other);
        back.put(other, name);
    }

    private String free(String wanted) {
        var free = wanted;
        for (int number = 2; back.containsKey(free); number++) {
            free = wanted + "_" + number;
        }
        return free;
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9_-]", "_");
    }
}
