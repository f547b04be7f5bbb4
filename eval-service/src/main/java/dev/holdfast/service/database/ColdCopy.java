package dev.holdfast.service.database;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// A copy of a data folder, taken while nothing works in it: the embedded database, and the keys beside it.
public final class ColdCopy {
    private static final String LOCK = "holdfast.lock";

    private ColdCopy() {}

    /// Copies the folder into a new archive, readable by this user only. A database that outlived its service is
    /// stopped.
    ///
    /// @return how many files
    public static int write(Path folder, Path archive) throws IOException {
        if (!Files.isDirectory(folder.resolve("postgres"))) {
            throw new DatabaseException("there is no embedded database in " + folder);
        }
        try (var _ = FolderLock.of(folder)) {
            LocalPostgres.stopOrphan(folder.resolve("postgres"));
            createPrivately(archive);
            try (var files = Files.walk(folder);
                    var zip = new ZipOutputStream(Files.newOutputStream(archive, StandardOpenOption.WRITE))) {
                var count = 0;
                for (var path : files.filter(path -> !path.equals(folder) && !path.endsWith(LOCK))
                        .toList()) {
                    count += add(zip, folder, path);
                }
                return count;
            }
        }
    }

    /// Makes a data folder of the archive, where there was none.
    public static int restore(Path archive, Path folder) throws IOException {
        if (Files.exists(folder)) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        LocalPostgres.createPrivately(folder);
        var count = 0;
        try (var zip = new ZipFile(archive.toFile())) {
            for (var entry : zip.stream().toList()) {
                count += extract(zip, entry, folder);
            }
        }
        return count;
    }

    private static int add(ZipOutputStream zip, Path folder, Path path) throws IOException {
        var name = folder.relativize(path).toString().replace('\\', '/');
        if (Files.isDirectory(path)) {
            zip.putNextEntry(new ZipEntry(name + "/"));
            zip.closeEntry();
            return 0;
        }
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(path, zip);
        zip.closeEntry();
        return 1;
    }

    private static int extract(ZipFile zip, ZipEntry entry, Path folder) throws IOException {
        var path = folder.resolve(entry.getName()).normalize();
        if (!path.startsWith(folder.normalize())) {
            throw new DatabaseException("the archive holds a path that leads out of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
            LocalPostgres.createPrivately(path);
            return 0;
        }
        LocalPostgres.createPrivately(path.resolveSibling(""));
        createPrivately(path);
        try (var content = zip.getInputStream(entry);
                var out = Files.newOutputStream(path, StandardOpenOption.WRITE)) {
            content.transferTo(out);
        }
        return 1;
    }

    private static void createPrivately(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }
}
