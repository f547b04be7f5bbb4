package dev.holdfast.alerting.channel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// As much of an SMTP server on loopback as takes a mail or refuses it.
final class MailServer implements AutoCloseable {
    private final ServerSocket socket;
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

    MailServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> mails() {
        return mails;
    }

    /// What the next recipient is answered with.
    MailServer refuses(String answer) {
        refusals.add(answer);
        return this;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                Thread.ofVirtual().start(() -> talk(connection));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void talk(Socket connection) {
        try (connection;
                var in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1))) {
            say(connection, "220 here");
            for (var command = in.readLine(); command != null; command = in.readLine()) {
                say(connection, answer(command.toUpperCase(Locale.ROOT), connection, in));
            }
        } catch (IOException _) {
            // the client has gone
        }
    }

    private String answer(String command, Socket connection, BufferedReader in) throws IOException {
        if (command.startsWith("RCPT")) {
            var refusal = refusals.poll();
            return refusal == null ? "250 ok" : refusal;
        }
        if (command.startsWith("DATA")) {
            say(connection, "354 go on");
            mails.add(mail(in));
            return "250 taken";
        }
        return command.startsWith("QUIT") ? "221 bye" : "250 ok";
    }

    private static String mail(BufferedReader in) throws IOException {
        var mail = new StringBuilder();
        for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line.startsWith("..") ? line.substring(1) : line).append("\r\n");
        }
        return mail.toString();
    }

    private static void say(Socket connection, String text) throws IOException {
        connection.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
    }
}
