package dev.holdfast.schema.pact;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads a `local` target.
record LocalReader(Path folder) {
    /// What a folder must hold to be a model's; the weights are either of two files.
    private static final List<String> NEEDED = List.of("config.json", "tokenizer.json");

    Optional<Target> read(Cursor at) {
        var model = at.child("model");
        var wanted = new Target.Wanted(
                at.child("context").whole(),
                at.child("stop").texts(),
                at.child("json").node().asBoolean(false));
        var sampling = TargetReader.sampling(at);
        var machine = machine(at);
        var reference = reference(at.child("reference"));
        return model.text().map(path -> {
            check(model, path);
            return new Target.Local(path, machine, sampling, wanted, reference);
        });
    }

    void check(Cursor at, String path) {
        var place = folder.resolve(path);
        if (!Files.isDirectory(place)) {
            at.problem("there is no folder \"" + path + "\" beside the pact");
            return;
        }
        NEEDED.stream()
                .filter(file -> !Files.isRegularFile(place.resolve(file)))
                .forEach(
                        file -> at.problem("the folder \"" + path + "\" has no " + file + ", as a model's folder has"));
    }

    private static Target.Machine machine(Cursor at) {
        var defaults = Target.Machine.DEFAULT;
        var engine = at.child("engine").choice(Target.Engine.class).orElse(defaults.engine());
        var devices = devices(at).orElse(defaults.devices());
        var precision = at.child("precision").choice(Target.Precision.class).orElse(defaults.precision());
        if (precision == Target.Precision.FLOAT16 && engine == Target.Engine.ONNXRUNTIME) {
            at.child("precision")
                    .problem("onnxruntime computes in the precision that model.onnx was exported in; leave it out");
        }
        return new Target.Machine(
                engine,
                devices,
                precision,
                at.child("batch").whole().orElse(defaults.batch()),
                at.child("threads").whole().orElse(defaults.threads()));
    }

    private static Optional<List<Target.Device>> devices(Cursor at) {
        if (at.has("device") && at.has("devices")) {
            at.child("devices").keyProblem("\"device\" and \"devices\" say the same; leave one out");
        }
        var several = at.child("devices").items().stream()
                .flatMap(each -> one(each).stream())
                .toList();
        return several.isEmpty() ? one(at.child("device")).map(List::of) : Optional.of(several);
    }

    private static Optional<Target.Device> one(Cursor at) {
        return at.parse(LocalReader::device, "cpu, gpu, or a numbered one such as gpu:1");
    }

    private static Optional<Target.Device> device(String text) {
        if (text.equals("cpu")) {
            return Optional.of(Target.Device.CPU);
        }
        var number = text.equals("gpu") ? "gpu:0" : text;
        return number.matches("gpu:\\d{1,2}")
                ? Optional.of(new Target.Device(OptionalInt.of(Integer.parseInt(number.substring("gpu:".length())))))
                : Optional.empty();
    }

    Optional<String> reference(Cursor at) {
        return at.text().map(path -> {
            if (!Files.isRegularFile(folder.resolve(path))) {
                at.problem("the reference \"" + path + "\" is not there; `holdfast model reference` writes it");
            }
            return path;
        });
    }
}
