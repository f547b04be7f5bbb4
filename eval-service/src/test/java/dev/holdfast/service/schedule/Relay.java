package dev.holdfast.service.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A port in front of another one: what is behind it may move, and for a while nobody may get through.
final class Relay implements AutoCloseable {
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile boolean refusing;

    private Relay(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    static Relay to(int port) throws IOException {
        var relay = new Relay(new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress()), port);
        Thread.ofVirtual().start(relay::accept);
        return relay;
    }

    int port() {
        return server.getLocalPort();
    }

    /// From now on, connections go there.
    void aim(int port) {
        target = port;
    }

    /// Cuts every connection, and lets no other one through until told otherwise.
    void refuse(boolean now) {
        refusing = now;
        if (now) {
            open.forEach(Relay::shut);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(Relay::shut);
    }

    private void accept() {
        try {
            while (true) {
                var outside = server.accept();
                open.add(outside);
                Thread.ofVirtual().start(() -> join(outside));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void join(Socket outside) {
        try (outside;
                var inside = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(inside);
            if (!refusing) {
                var back = Thread.ofVirtual().start(() -> carry(inside, outside));
                carry(outside, inside);
                back.join();
            }
            open.remove(inside);
        } catch (IOException e) {
            // nobody is there
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(outside);
        }
    }

    private static void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one of them has gone
        } finally {
            shut(from);
            shut(to);
        }
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
