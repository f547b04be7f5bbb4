package dev.holdfast.service.audit.log;

import dev.holdfast.baselines.certify.SigningKey;
import java.nio.file.Path;
import java.util.UUID;

/// With what the log is signed, and where checkpoints go.
///
/// @param name        of the service, which the origin of every log begins with
/// @param key         that signs
/// @param checkpoints folder that every checkpoint is copied to, in the hope that it is elsewhere
public record AuditSettings(String name, SigningKey key, Path checkpoints) {
    String origin(UUID organisation) {
        return name + "/" + organisation;
    }
}
