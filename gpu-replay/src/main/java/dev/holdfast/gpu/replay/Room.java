package dev.holdfast.gpu.replay;

import com.sun.management.OperatingSystemMXBean;
import dev.holdfast.gpu.weights.LlamaShape;
import dev.holdfast.schema.pact.Target;
import java.lang.management.ManagementFactory;

/// How many rows fit into memory.
///
/// @param most  rows, as the pact says
/// @param bytes that they may take
public record Room(int most, long bytes) {
    /// The cache before a step, after it, and where it is arranged anew.
    private static final int COPIES = 3;

    /// Of what is free; the rest is for whatever else runs here.
    private static final int SHARE = 2;

    /// As much as is free on this machine now, of which each device has its part.
    static Room of(Target.Machine machine) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Room(
                machine.batch(),
                system.getFreeMemorySize() / SHARE / machine.devices().size());
    }

    /// Answers at once, when each may grow as long as the model's window.
    int speakers(LlamaShape shape) {
        return rows(cache(shape) * shape.longest() + Float.BYTES * (long) shape.vocabulary());
    }

    /// Texts of so many tokens read at once, with logits for each token.
    int readers(LlamaShape shape, int length) {
        return rows((cache(shape) + Float.BYTES * 2L * shape.vocabulary()) * length);
    }

    private int rows(long each) {
        return Math.clamp(bytes / each, 1, most);
    }

    private static long cache(LlamaShape shape) {
        return (long) COPIES * Float.BYTES * 2 * shape.layers() * shape.keyHeads() * shape.headWidth();
    }
}
