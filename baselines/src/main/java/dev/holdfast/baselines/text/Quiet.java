package dev.holdfast.baselines.text;

import java.util.logging.Level;
import java.util.logging.Logger;

/// Keeps Tribuo from writing every round of its training to the console.
final class Quiet {
    /// Held, because a logger that nobody holds forgets its level.
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    private Quiet() {}

    static void please() {
        TRIBUO.setLevel(Level.WARNING);
    }
}
