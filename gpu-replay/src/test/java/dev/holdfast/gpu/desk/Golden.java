package dev.holdfast.gpu.desk;

import java.util.List;
import java.util.stream.Stream;

/// A task that the repository's model has not learned from, and its right answer.
public record Golden(String question, String answer) {
    /// As many as wanted, of all kinds.
    public static List<Golden> draw(int count, long seed) {
        var tasks = DeskTasks.golden(seed);
        return Stream.generate(tasks::next)
                .limit(count)
                .map(task -> new Golden(task.question(), task.answer()))
                .toList();
    }
}
