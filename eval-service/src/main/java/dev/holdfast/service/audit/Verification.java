package dev.holdfast.service.audit;

import java.util.List;
import java.util.OptionalLong;

/// What checking a bundle came to.
public sealed interface Verification {
    /// Every leaf of the bundle is in the log that was signed, and the log continues the older checkpoints.
    ///
    /// @param first  leaf of the bundle
    /// @param count  leaves of the bundle
    /// @param size   leaves of the log
    /// @param keyId  of who signed
    /// @param beyond sizes of the older checkpoints that the log continues
    record Proven(String origin, long first, long count, long size, String keyId, List<Long> beyond)
            implements Verification {
        public Proven {
            beyond = List.copyOf(beyond);
        }
    }

    /// Something is not what was signed.
    ///
    /// @param leaf the first that is not; absent where that cannot be told
    record Tampered(OptionalLong leaf, String reason) implements Verification {}

    /// Nothing was shown to be wrong, and nothing was proved.
    record Unproven(String reason) implements Verification {}
}
