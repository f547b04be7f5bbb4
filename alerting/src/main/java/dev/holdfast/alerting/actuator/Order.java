package dev.holdfast.alerting.actuator;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Set this, if that is there.
///
/// @param id       of the action; the same order twice is one order
/// @param expected model that is pinned now
/// @param model    to pin
/// @param digests  of what else was certified, for systems that can set it by its digest
/// @param epoch    of whoever gives the order; a system that keeps it takes no lower one
public record Order(String id, String expected, String model, SortedMap<Part, String> digests, long epoch) {
    public Order {
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    }

    /// Of the model alone.
    public Order(String id, String expected, String model, long epoch) {
        this(id, expected, model, new TreeMap<>(Map.of()), epoch);
    }

    /// What a person reads who looks at the changed system.
    String note() {
        return "Holdfast " + id + ": " + expected + " -> " + model;
    }
}
