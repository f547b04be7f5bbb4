package dev.holdfast.gpu.text;

/// Keeps the native libraries at home: they come out of jars, and nothing is fetched, looked up or reported.
public final class Natives {
    private Natives() {}

    /// To be called before the first of them is loaded.
    public static void offline() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }
}
