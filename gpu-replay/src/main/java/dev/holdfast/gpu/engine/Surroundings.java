package dev.holdfast.gpu.engine;

import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a local model's answers depend on beside the model itself. Nothing native is loaded to find it out.
public final class Surroundings {
    private static final Path NVIDIA = Path.of("/proc/driver/nvidia");
    private static final String UNKNOWN = "unknown";

    private Surroundings() {}

    /// By name: the engine and its version, precision, batching, device; with a GPU also its name, driver and CUDA.
    public static SortedMap<String, String> of(String engine, Target.Machine machine) {
        var parts = new TreeMap<String, String>();
        parts.put("engine", engine + " " + version(engine));
        parts.put("tokenizers library", version("tokenizers"));
        parts.put("precision", machine.precision().name().toLowerCase(java.util.Locale.ROOT));
        parts.put("batching", "at most " + machine.batch() + " at once, padded on the left");
        parts.put("threads", Integer.toString(machine.threads()));
        parts.put("device", words(machine.devices().stream().map(Target.Device::toString)));
        var gpus = machine.devices().stream()
                .flatMapToInt(device -> device.gpu().stream())
                .toArray();
        if (gpus.length > 0) {
            parts.put("gpu", words(IntStream.of(gpus).mapToObj(Surroundings::gpu)));
            parts.put("gpu driver", firstLine(NVIDIA.resolve("version")));
            parts.put("cuda", cuda());
        }
        return parts;
    }

    private static String words(Stream<String> each) {
        return each.collect(Collectors.joining(", "));
    }

    /// As Maven wrote it into the library that this build uses.
    private static String version(String library) {
        try (var in = Surroundings.class.getResourceAsStream("versions.properties")) {
            var versions = new Properties();
            versions.load(java.util.Objects.requireNonNull(in, "versions.properties"));
            return versions.getProperty(library, UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String gpu(int number) {
        try (var cards = Files.list(NVIDIA.resolve("gpus"))) {
            var folder = cards.sorted().skip(number).findFirst();
            return folder.isEmpty() ? UNKNOWN : firstLine(folder.get().resolve("information"));
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String cuda() {
        try {
            return Path.of("/usr/local/cuda").toRealPath().getFileName().toString();
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static String firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse(UNKNOWN).strip().replaceAll("\\s+", " ");
        } catch (IOException | java.io.UncheckedIOException e) {
            return UNKNOWN;
        }
    }
}
