package dev.holdfast.gpu.vary;

import dev.holdfast.gpu.weights.Weights;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/// The variants that have a name.
public final class Variants {
    /// Every name that a variant can be asked for by.
    public static final Map<String, Variant> NAMED = Collections.unmodifiableMap(named());

    /// No change.
    public static final Variant AS_IT_IS = new Variant.Tuned(new Weights(Map.of()));

    private Variants() {}

    private static Map<String, Variant> named() {
        var named = new LinkedHashMap<String, Variant>();
        named.put("bf16", new Variant.Halved());
        named.put("int8", new Variant.Rounded(8, OptionalInt.empty()));
        named.put("int4", new Variant.Rounded(4, OptionalInt.of(32)));
        named.put("int4-row", new Variant.Rounded(4, OptionalInt.empty()));
        named.put("int3", new Variant.Rounded(3, OptionalInt.of(32)));
        named.put("noise-1", new Variant.Noisy(0.01, 11));
        named.put("noise-5", new Variant.Noisy(0.05, 11));
        named.put("noise-10", new Variant.Noisy(0.10, 11));
        return named;
    }
}
