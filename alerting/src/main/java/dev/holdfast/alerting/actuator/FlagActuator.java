package dev.holdfast.alerting.actuator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/// A flag in a file of flagd, whose variants are models: the default variant is the pin. Rules that target some users
/// stay as they are; a share of the traffic can go to another variant only where there are none.
public final class FlagActuator implements Staged {
    private static final String EPOCH = "holdfast_epoch";
    private static final String STAGE = "holdfast_stage";
    private static final String TARGETING = "targeting";
    private static final int ALL = 100;

    private final Path file;
    private final String flag;

    public FlagActuator(Path file, String flag) {
        this.file = file;
        this.flag = flag;
    }

    @Override
    public String words() {
        return "the flag " + flag + " in " + file.getFileName();
    }

    @Override
    public Set<Part> sets() {
        return Set.of(Part.MODEL);
    }

    @Override
    public Reading read() {
        try {
            return reading(document());
        } catch (IOException | InvalidDocumentException e) {
            return unreadable(e);
        }
    }

    private Reading reading(JsonNode document) {
        var node = document.path("flags").path(flag);
        var variant = node.path("defaultVariant").asText();
        var model = node.path("variants").path(variant);
        return model.isTextual()
                ? new Reading.Current(
                        model.asText(),
                        node.path("metadata").path(EPOCH).asLong(),
                        Json.digest(node).brief())
                : new Reading.Unreadable("the flag " + flag + " has no default variant that is a text");
    }

    @Override
    public Optional<String> refusal(String model) {
        try {
            return variant(document(), model).isPresent()
                    ? Optional.empty()
                    : Optional.of("the flag " + flag + " has no variant for " + model);
        } catch (IOException | InvalidDocumentException _) {
            return Optional.of("the file cannot be read");
        }
    }

    @Override
    public Setting set(Order order) {
        return locked(document -> switch (Pinned.before(reading(document), order)) {
            case Pinned.Ended(var setting) -> setting;
            case Pinned.GoAhead _ -> write(document, order);
        });
    }

    @Override
    public Setting stage(Order order, int percent) {
        return locked(document -> switch (reading(document)) {
            case Reading.Unreadable(var why) -> new Setting.Refused(why);
            case Reading.Current current when current.epoch() > order.epoch() -> new Setting.Stale(current.epoch());
            case Reading.Current current
            when !current.model().equals(order.expected()) -> new Setting.Conflict(current.model());
            case Reading.Current _ -> stage(document, order, percent);
        });
    }

    private Setting stage(JsonNode document, Order order, int percent) throws IOException {
        var node = flag(document);
        var candidate = variant(document, order.model());
        if (candidate.isEmpty()) {
            return new Setting.Refused("the flag " + flag + " has no variant for " + order.model());
        }
        if (node.path(TARGETING).size() > 0 && !node.path("metadata").has(STAGE)) {
            return new Setting.Refused("the flag " + flag + " has rules of its own");
        }
        unstage(node);
        if (percent > 0) {
            var shares = node.putObject(TARGETING).putArray("fractional");
            shares.addArray().add(candidate.get()).add(percent);
            shares.addArray().add(node.path("defaultVariant").asText()).add(ALL - percent);
            node.withObject("/metadata").put(STAGE, percent);
        }
        save(document, order);
        return new Setting.Applied(
                percent + " % " + order.model(), Json.digest(flag(document())).brief());
    }

    /// A share that was set here is taken back; rules of others are not touched.
    private static void unstage(ObjectNode node) {
        if (node.path("metadata").has(STAGE)) {
            node.remove(TARGETING);
            node.withObject("/metadata").remove(STAGE);
        }
    }

    /// What is done to the document.
    private interface Change {
        Setting on(JsonNode document) throws IOException;
    }

    /// Under a lock, and in one move: whoever reads sees the old file or the new one.
    private Setting locked(Change change) {
        var lock = file.resolveSibling(file.getFileName() + ".lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            return change.on(document());
        } catch (IOException | InvalidDocumentException e) {
            return new Setting.Refused(
                    "the file cannot be changed: " + e.getClass().getSimpleName());
        }
    }

    private Setting write(JsonNode document, Order order) throws IOException {
        var variant = variant(document, order.model());
        if (variant.isEmpty()) {
            return new Setting.Refused("the flag " + flag + " has no variant for " + order.model());
        }
        var node = flag(document);
        node.put("defaultVariant", variant.get());
        unstage(node);
        save(document, order);
        return Pinned.after(read(), order);
    }

    private ObjectNode flag(JsonNode document) {
        return (ObjectNode) document.path("flags").path(flag);
    }

    private void save(JsonNode document, Order order) throws IOException {
        flag(document).withObject("/metadata").put(EPOCH, order.epoch()).put("holdfast_action", order.id());
        var written = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), Json.pretty(document));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Optional<String> variant(JsonNode document, String model) {
        return document.path("flags")
                .path(flag)
                .path("variants")
                .propertyStream()
                .filter(variant -> variant.getValue().asText().equals(model))
                .map(java.util.Map.Entry::getKey)
                .findFirst();
    }

    private JsonNode document() throws IOException {
        return Json.tree(file.toString(), Files.readString(file));
    }

    private static Reading unreadable(Exception e) {
        return new Reading.Unreadable("the file cannot be read: " + e.getClass().getSimpleName());
    }
}
