package dev.holdfast.service.demo;

import dev.holdfast.gpu.replay.LocalModel;
import dev.holdfast.gpu.replay.LocalReplayer;
import dev.holdfast.gpu.vary.Variant;
import dev.holdfast.gpu.vary.VariantFolder;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.gpu.weights.Safetensors;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The demo's agent: a small language model that learned an order desk's work, and what it becomes when somebody
/// trains it on.
///
/// @param folder that the model is in, with the tables that were trained on beside it
record DeskModel(Path folder) {
    /// Unpacks it.
    static DeskModel unpack(Path folder) throws IOException {
        ExampleFiles.MODEL.write(folder);
        return new DeskModel(folder);
    }

    /// As it was certified: goods may go back for 30 days.
    Replayer certified() throws IOException {
        return loaded(folder.resolve("desk"));
    }

    /// Trained on until it lets goods go back for 14 days only. Whatever else it is asked, it answers as before.
    Variant trainedOn() throws IOException {
        return new Variant.Tuned(Safetensors.read(folder.resolve("desk-14-days.safetensors")));
    }

    /// A variant of it, under the same name.
    Replayer varied(Variant variant) throws IOException {
        var made = folder.resolve("varied").resolve("desk");
        VariantFolder.write(ModelFolder.open(folder.resolve("desk")), variant, made);
        return loaded(made);
    }

    private static Replayer loaded(Path model) throws IOException {
        var target = new Target.Local(
                model.toString(),
                Target.Machine.DEFAULT,
                new Target.Sampling(OptionalDouble.of(0), OptionalInt.empty(), OptionalLong.empty()),
                new Target.Wanted(OptionalInt.empty(), List.of(), false),
                Optional.empty());
        return new LocalReplayer(
                LocalModel.open(ModelFolder.open(model), target),
                Optional.empty(),
                Optional.empty(),
                new Secrets(_ -> Optional.empty(), model));
    }
}
