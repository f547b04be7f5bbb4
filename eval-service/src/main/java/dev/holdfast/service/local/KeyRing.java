package dev.holdfast.service.local;

import dev.holdfast.baselines.certify.PublicKey;
import dev.holdfast.baselines.certify.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The keys of this user, and those that a pact's folder trusts.
///
/// A private key lies in one file with its public half; the public half lies beside it again as `.pub`, to be given
/// away.
public final class KeyRing {
    private static final String OWN = "signing.key";
    private static final String PUBLIC = ".pub";
    private static final Path TRUSTED = Path.of(".holdfast", "trusted");

    private final Path home;

    /// @param home this user's own folder
    public KeyRing(Path home) {
        this.home = home;
    }

    /// This user's own key, if there is one.
    public Optional<SigningKey> own() throws IOException {
        var path = home.resolve(OWN);
        return Files.exists(path) ? Optional.of(read(path)) : Optional.empty();
    }

    /// Makes this user's own key.
    public Path makeOwn() throws IOException {
        var path = home.resolve(OWN);
        make(path);
        return path;
    }

    /// Makes a key in a new file; an existing key is never overwritten.
    ///
    /// @return its public half
    public static PublicKey make(Path path) throws IOException {
        var key = SigningKey.generate();
        var folder = path.toAbsolutePath().resolveSibling("");
        Files.createDirectories(folder);
        writeNew(path, key.pem(), true);
        writeNew(
                path.resolveSibling(path.getFileName() + PUBLIC),
                key.publicKey().pem(),
                false);
        return key.publicKey();
    }

    public static SigningKey read(Path path) throws IOException {
        return SigningKey.read(path.toString(), Files.readString(path));
    }

    public static PublicKey readPublic(Path path) throws IOException {
        return PublicKey.read(path.toString(), Files.readString(path));
    }

    /// The keys whose baselines are believed: those named, or else those beside the pact and this user's own.
    public List<PublicKey> trusted(Path folder, List<Path> named) throws IOException {
        var keys = new ArrayList<PublicKey>();
        for (var path : named) {
            keys.add(readPublic(path));
        }
        if (!named.isEmpty()) {
            return keys;
        }
        for (var path : publicKeys(folder.resolve(TRUSTED))) {
            keys.add(readPublic(path));
        }
        own().ifPresent(key -> keys.add(key.publicKey()));
        return keys;
    }

    private static List<Path> publicKeys(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(PUBLIC))
                    .sorted()
                    .toList();
        }
    }

    private static void writeNew(Path path, String text, boolean secret) throws IOException {
        if (secret && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(path, owner);
            Files.writeString(path, text, StandardOpenOption.TRUNCATE_EXISTING);
        } else {
            Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
        }
    }
}
