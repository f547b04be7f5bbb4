package dev.holdfast.service.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One process at a time works in a data folder. The lock ends with the process, however that ends.
record FolderLock(FileChannel channel, FileLock lock) implements AutoCloseable {
    static FolderLock of(Path folder) throws IOException {
        var channel =
                FileChannel.open(folder.resolve("holdfast.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = lockOf(channel);
        if (lock == null) {
            channel.close();
            throw new DatabaseException(folder + " is in use by another Holdfast; stop it, or name another folder");
        }
        return new FolderLock(channel, lock);
    }

    private static @org.jspecify.annotations.Nullable FileLock lockOf(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
