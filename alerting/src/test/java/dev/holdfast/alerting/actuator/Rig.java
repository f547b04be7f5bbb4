package dev.holdfast.alerting.actuator;

import java.util.function.Consumer;
import java.util.function.IntSupplier;

/// An actuator with the system that it acts on, as the contract test needs them.
///
/// @param old     pinned at first
/// @param other   a second model that the system offers
/// @param unknown a model that it does not offer; empty where it takes any
/// @param hijack  pins something behind the actuator's back
/// @param writes  how often the system was changed through the actuator
/// @param holdsPin whether there is a pin to be read; a hook only does something
record Rig(
        String name,
        Actuator actuator,
        String old,
        String other,
        String unknown,
        boolean keepsEpoch,
        Consumer<String> hijack,
        IntSupplier writes,
        Runnable breaks,
        boolean holdsPin)
        implements AutoCloseable {
    @Override
    public void close() {
        breaks.run();
    }

    @Override
    public String toString() {
        return name;
    }
}
