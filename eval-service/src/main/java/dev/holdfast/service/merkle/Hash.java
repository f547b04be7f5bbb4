package dev.holdfast.service.merkle;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// The value of a node in a Merkle tree: the 32 bytes of a SHA-256 digest, written in base64.
///
/// Leaves and inner nodes begin with different bytes, so that no leaf can pass for a node.
public final class Hash {
    /// The root of a tree without leaves.
    public static final Hash EMPTY = new Hash(sha256().digest());

    private static final int LENGTH = 32;
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Takes 32 bytes that were hashed before.
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /// Takes the written form, in its one spelling.
    @JsonCreator
    public static Hash read(String base64) {
        var hash = of(Base64.getDecoder().decode(base64));
        // the last character holds two bits that a decoder ignores
        if (!hash.toString().equals(base64)) {
            throw new IllegalArgumentException("not a hash in base64: " + base64);
        }
        return hash;
    }

    public static Hash leaf(byte[] content) {
        var digest = sha256();
        digest.update(LEAF);
        return new Hash(digest.digest(content));
    }

    static Hash node(Hash left, Hash right) {
        var digest = sha256();
        digest.update(NODE);
        digest.update(left.bytes);
        return new Hash(digest.digest(right.bytes));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    @JsonValue
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
