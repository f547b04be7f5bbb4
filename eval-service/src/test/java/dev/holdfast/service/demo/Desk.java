package dev.holdfast.service.demo;

import dev.holdfast.alerting.actuator.Actuator;
import dev.holdfast.alerting.actuator.WebhookActuator;
import dev.holdfast.alerting.wire.HttpLine;
import dev.holdfast.alerting.wire.WebhookKey;
import dev.holdfast.harness.replay.Replayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/// The demo's order desk, for tests of other packages: a real HTTP server that answers, drifts, and takes pins.
public record Desk(AgentServer server, Replayer certified, Replayer trainedOn, WebhookKey key, HttpLine line)
        implements AutoCloseable {
    /// One that keeps its promises.
    public static Desk open() {
        var key = WebhookKey.generate();
        try {
            var model = DeskModel.unpack(Files.createTempDirectory("holdfast-desk-"));
            var certified = model.certified();
            return new Desk(
                    new AgentServer(certified, key, InstantSource.system()),
                    certified,
                    model.varied(model.trainedOn()),
                    key,
                    new HttpLine(Duration.ofSeconds(10)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Puts the version behind its name that nobody announced.
    public void drifts() {
        server.swap(trainedOn);
    }

    /// What sets its pin.
    public Actuator actuator() {
        return new WebhookActuator(line, server.pinUrl(), key, InstantSource.system());
    }

    /// The demo's files, where the agent is this one.
    public Map<String, String> files() {
        try {
            var folder = Files.createTempDirectory("holdfast-desk-");
            var files = new TreeMap<String, String>();
            for (var path : ExampleFiles.DEMO.write(folder)) {
                files.put(folder.relativize(path).toString(), text(path));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(Path path) throws IOException {
        return Files.readString(path).replace("${env:ORDER_DESK_URL}", server.url());
    }

    @Override
    public void close() {
        server.close();
        certified.close();
        trainedOn.close();
        line.close();
    }
}
