package dev.holdfast.schema.pact;

import java.util.Locale;

/// Which number of a metric's distribution a promise is about.
public enum Statistic {
    MEAN,
    MEDIAN,
    P90,
    P95,
    P99;

    /// As it is written in a pact.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
