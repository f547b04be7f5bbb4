package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.desk.Golden;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// Many tasks through one model, and the memory that they take on the way.
///
/// Arguments: the model's folder, how many tasks, and how many are asked at once.
public final class LongQueue {
    private LongQueue() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var count = Integer.parseInt(arguments[1]);
        var atOnce = Integer.parseInt(arguments[2]);
        var tasks = Golden.draw(1000, 9);
        var done = new AtomicInteger();
        var places = new Semaphore(atOnce);
        try (var model = Answers.open(Path.of(arguments[0]), Target.Engine.ONNXRUNTIME, 128, 1)) {
            var began = System.nanoTime();
            for (var i = 0; i < count; i++) {
                var task = tasks.get(i % tasks.size());
                places.acquire();
                Thread.ofVirtual().start(() -> {
                    try {
                        model.answer(task.question(), Answers.prompt(model, task));
                        done.incrementAndGet();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } finally {
                        places.release();
                    }
                });
                if (i % (count / 5) == count / 5 - 1) {
                    System.gc();
                    System.out.printf("%,d asked, %.0f s, %s%n", i + 1, (System.nanoTime() - began) / 1e9, memory());
                }
            }
            places.acquire(atOnce);
            System.out.printf("%,d answered in %.0f s%n", done.get(), (System.nanoTime() - began) / 1e9);
        }
    }

    private static String memory() throws IOException {
        var heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        var resident = java.nio.file.Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElse("");
        return "heap %.0f MB, %s".formatted(heap / 1e6, resident.replaceAll("\\s+", " "));
    }
}
