package dev.holdfast.service.audit;

import dev.holdfast.baselines.certify.PublicKey;
import java.util.Collection;
import java.util.OptionalLong;

/// A checkpoint whose signature was looked at.
sealed interface SignedCheckpoint {
    /// One that a trusted key signed.
    record Opened(Checkpoint checkpoint, PublicKey key) implements SignedCheckpoint {}

    /// One that must not be believed.
    record Rejected(Verification verification) implements SignedCheckpoint {}

    static SignedCheckpoint open(String source, String written, Collection<PublicKey> trusted) {
        var note = Note.read(source, written);
        var checkpoint = Checkpoint.read(source, note);
        return switch (note.signatory(checkpoint.origin(), trusted)) {
            case Note.Signatory.Known known -> new Opened(checkpoint, known.key());
            case Note.Signatory.Forged forged ->
                new Rejected(new Verification.Tampered(
                        OptionalLong.empty(),
                        source + ": the checkpoint was changed after it was signed: the signature of key "
                                + brief(forged.key()) + " does not fit"));
            case Note.Signatory.Stranger _ ->
                new Rejected(new Verification.Unproven(source
                        + ": no key that is trusted here signed the checkpoint; if you know whose it is, name its"
                        + " public key with --trust"));
        };
    }

    private static String brief(PublicKey key) {
        return key.id().substring(0, 12);
    }
}
