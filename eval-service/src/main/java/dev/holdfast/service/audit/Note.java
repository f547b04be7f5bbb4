package dev.holdfast.service.audit;

import dev.holdfast.baselines.certify.PublicKey;
import dev.holdfast.baselines.certify.SigningKey;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/// A text with signatures under it, as the signed-note specification of C2SP writes it.
///
/// @param text ends with a line end, which is signed too
public record Note(String text, List<Signature> signatures) {
    private static final byte ED25519 = 1;
    /// Characters of the four bytes that hint at a key.
    private static final int HINT = 8;

    /// A signature line.
    ///
    /// @param name  of whoever signed
    /// @param bytes four that hint at the key, then the signature; in base64
    public record Signature(String name, String bytes) {
        String line() {
            return "— " + name + " " + bytes + "\n";
        }

        /// In hexadecimal; empty where this is no base64 in its one spelling.
        String decoded() {
            try {
                var decoded = Base64.getDecoder().decode(bytes);
                return Base64.getEncoder().encodeToString(decoded).equals(bytes)
                        ? HexFormat.of().formatHex(decoded)
                        : "";
            } catch (IllegalArgumentException e) {
                return "";
            }
        }
    }

    /// What trusted keys say of a note.
    public sealed interface Signatory {
        /// This key signed exactly this.
        record Known(PublicKey key) implements Signatory {}

        /// It names this key, which did not sign this.
        record Forged(PublicKey key) implements Signatory {}

        /// No trusted key is named.
        record Stranger() implements Signatory {}
    }

    public Note {
        signatures = List.copyOf(signatures);
    }

    static Note sign(String text, String name, SigningKey key) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HexFormat.of().parseHex(hint(name, key.publicKey())));
        bytes.writeBytes(key.sign(text.getBytes(StandardCharsets.UTF_8)));
        var signature = Base64.getEncoder().encodeToString(bytes.toByteArray());
        return new Note(text, List.of(new Signature(name, signature)));
    }

    /// The text form.
    public String written() {
        var lines = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> lines.append(signature.line()));
        return lines.toString();
    }

    /// Reads the text form; whether anybody signed it is another question.
    static Note read(String source, String written) {
        var split = written.lastIndexOf("\n\n");
        var begin = split + 2;
        var end = written.length() - 1;
        if (split < 0 || begin >= end || !written.endsWith("\n")) {
            throw new InvalidDocumentException(
                    Problem.of(source, "is no signed note: text, an empty line, signatures"));
        }
        var signatures = new ArrayList<Signature>();
        for (var line : written.substring(begin, end).split("\n", -1)) {
            var words = line.split(" ", -1);
            if (words.length != 3 || !words[0].equals("—")) {
                throw new InvalidDocumentException(Problem.of(source, "is no signed note: a signature line is broken"));
            }
            signatures.add(new Signature(words[1], words[2]));
        }
        return new Note(written.substring(0, split + 1), signatures);
    }

    /// Which of the trusted keys signed this under a name.
    Signatory signatory(String name, Collection<PublicKey> trusted) {
        Signatory found = new Signatory.Stranger();
        for (var signature : signatures) {
            for (var key : trusted) {
                var bytes = signature.decoded();
                if (signature.name().equals(name) && bytes.startsWith(hint(name, key))) {
                    if (!key.verifies(text.getBytes(StandardCharsets.UTF_8), raw(bytes))) {
                        return new Signatory.Forged(key);
                    }
                    found = new Signatory.Known(key);
                }
            }
        }
        return found;
    }

    /// The form in which other tools take a public key: name, hint, algorithm and key.
    public static String verifierKey(String name, PublicKey key) {
        return name + "+" + hint(name, key) + "+" + Base64.getEncoder().encodeToString(algorithmAndKey(key));
    }

    private static byte[] raw(String hex) {
        return HexFormat.of().parseHex(hex.substring(HINT));
    }

    /// The first four bytes of a digest of name and key, in hexadecimal.
    private static String hint(String name, PublicKey key) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes((name + "\n").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(algorithmAndKey(key));
        return Digest.of(bytes.toByteArray()).hex().substring(0, HINT);
    }

    private static byte[] algorithmAndKey(PublicKey key) {
        var bytes = new ByteArrayOutputStream();
        bytes.write(ED25519);
        bytes.writeBytes(key.raw());
        return bytes.toByteArray();
    }
}
