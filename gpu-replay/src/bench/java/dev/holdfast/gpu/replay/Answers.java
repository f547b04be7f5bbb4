package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.desk.Golden;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// What a model in a folder says to golden tasks, for the tables.
record Answers(List<Job.Spoken> spoken) {
    static LocalModel open(Path folder, Target.Engine engine, int batch, int threads) throws IOException {
        var machine = new Target.Machine(engine, Target.Device.CPU, Target.Precision.FLOAT32, batch, threads);
        var greedy = new Target.Sampling(OptionalDouble.of(0), OptionalInt.of(48), OptionalLong.empty());
        var wanted = new Target.Wanted(OptionalInt.empty(), List.of(), false);
        return LocalModel.open(
                ModelFolder.open(folder),
                new Target.Local(folder.toString(), machine, greedy, wanted, Optional.empty()));
    }

    static long[] prompt(LocalModel model, Golden task) {
        return model.prompt(List.of(new Message(Message.Role.USER, task.question())));
    }

    static Answers of(LocalModel model, List<Golden> tasks) throws InterruptedException {
        try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = tasks.stream()
                    .map(task -> askers.submit(() -> (Job.Spoken) model.answer(task.question(), prompt(model, task))))
                    .toList();
            var spoken = new ArrayList<Job.Spoken>();
            for (var each : asked) {
                spoken.add(each.get());
            }
            return new Answers(spoken);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    int right(List<Golden> tasks) {
        var right = 0;
        for (var i = 0; i < tasks.size(); i++) {
            right += spoken.get(i).text().equals(tasks.get(i).answer()) ? 1 : 0;
        }
        return right;
    }

    int changed(Answers others) {
        var changed = 0;
        for (var i = 0; i < spoken.size(); i++) {
            changed += spoken.get(i).text().equals(others.spoken.get(i).text()) ? 0 : 1;
        }
        return changed;
    }
}
