package dev.holdfast.service.local;

import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who goes first where several processes of this user ask one agent: a gate, which somebody waits for, before runs.
///
/// Each gate locks a byte of a file that stands for the agent for as long as it asks. Runs look whether any byte is
/// locked, and lock nothing, so that they do not take each other for gates. Locks end with their process, however that
/// ends: nobody waits for a gate that has crashed.
public final class RightOfWay {
    private static final int MOST_GATES = 1_000;

    /// What a look has told holds for so long, as a lock is asked for in a few microseconds but before every request.
    private static final long GLANCE = 100_000_000;

    private final Path file;
    private long looked = System.nanoTime() - GLANCE;
    private boolean taken;

    private RightOfWay(Path file) {
        this.file = file;
    }

    /// Where the pact's agent is; empty for recorded answers, which nobody is asked for.
    ///
    /// @param home this user's own folder
    public static Optional<RightOfWay> of(Path home, PactFile pact, Secrets secrets) {
        return place(pact, secrets)
                .map(place -> Digest.of(place.getBytes(StandardCharsets.UTF_8)).value())
                .map(digest -> new RightOfWay(home.resolve("asking").resolve(digest.replace(':', '-'))));
    }

    /// What the agents that share a place are all held up by: a server, whatever model of it is asked.
    private static Optional<String> place(PactFile pact, Secrets secrets) {
        return switch (pact.pact().agent().target()) {
            case Target.Recorded _ -> Optional.empty();
            case Target.OpenAi openAi -> Optional.of(secrets.resolve(openAi.baseUrl()));
            case Target.Chat chat -> Optional.of(secrets.resolve(chat.baseUrl()));
            case Target.Http http -> Optional.of(secrets.resolve(http.url()));
            case Target.OpenClaw openClaw -> Optional.of(secrets.resolve(openClaw.url()));
            case Target.Program program -> Optional.of(pact.folder() + " " + program.command());
            case Target.Local local -> Optional.of(pact.resolve(local.model()).toString());
        };
    }

    /// A gate goes first until this is closed.
    ///
    /// @param channel empty where nothing can be kept in this user's folder, so that nobody gives way
    public record Taken(Optional<FileChannel> channel) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (channel.isPresent()) {
                channel.get().close();
            }
        }
    }

    /// Goes first.
    public Taken take() {
        try {
            Files.createDirectories(file.resolveSibling(""));
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            for (var place = 0; place < MOST_GATES && lock(channel, place) == null; place++) {
                // another gate stands there, or a run is looking
            }
            return new Taken(Optional.of(channel));
        } catch (IOException e) {
            return new Taken(Optional.empty());
        }
    }

    private static @Nullable FileLock lock(FileChannel channel, int place) throws IOException {
        try {
            return channel.tryLock(place, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /// Whether others go first.
    public synchronized boolean isTaken() {
        var now = System.nanoTime();
        if (now - looked >= GLANCE) {
            looked = now;
            taken = look();
        }
        return taken;
    }

    /// Where no gate ever was, there is no file; one that cannot be read holds nobody up.
    private boolean look() {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ);
                var free = channel.tryLock(0, MOST_GATES, true)) {
            return free == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
