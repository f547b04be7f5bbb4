package dev.holdfast.service.audit;

import dev.holdfast.baselines.certify.SigningKey;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.service.merkle.Hash;

/// How far a log has come, in three lines: what the tlog-checkpoint specification of C2SP signs.
///
/// @param origin names the log: the service, then the organisation
/// @param size   leaves so far
/// @param root   of the tree over them
public record Checkpoint(String origin, long size, Hash root) {
    private static final int LINES = 3;

    public Checkpoint {
        if (!origin.matches("[!-*,-~]+")) {
            throw new IllegalArgumentException("a log's origin has neither spaces nor plus signs: " + origin);
        }
    }

    public Note sign(SigningKey key) {
        return Note.sign(text(), origin, key);
    }

    /// What a note says, whoever signed it.
    static Checkpoint read(String source, Note note) {
        var lines = note.text().split("\n", -1);
        try {
            var checkpoint = new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.read(lines[2]));
            // what does not read back to the same text was not written by us
            if (lines.length == LINES + 1 && checkpoint.text().equals(note.text())) {
                return checkpoint;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new InvalidDocumentException(
                    Problem.of(source, "is no checkpoint: origin, size and root are expected"));
        }
        throw new InvalidDocumentException(
                Problem.of(source, "is no checkpoint: it is longer than origin, size and root"));
    }

    private String text() {
        return origin + "\n" + size + "\n" + root + "\n";
    }
}
