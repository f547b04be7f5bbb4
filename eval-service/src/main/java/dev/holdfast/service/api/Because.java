package dev.holdfast.service.api;

import dev.holdfast.service.refusal.RefusedException;
import dev.holdfast.service.refusal.RefusedException.Kind;

/// Why something is done. The audit log keeps it.
public record Because(String reason) {
    /// @throws RefusedException where it says nothing
    String stated() {
        if (reason.isBlank()) {
            throw new RefusedException(Kind.UNFIT, "no_reason", "say why; the log keeps the reason");
        }
        return reason;
    }
}
