package dev.holdfast.service.cli;

import dev.holdfast.gpu.measure.Reference;
import dev.holdfast.gpu.replay.ReferenceMaking;
import dev.holdfast.gpu.served.ServedReference;
import dev.holdfast.gpu.vary.Variant;
import dev.holdfast.gpu.vary.VariantFolder;
import dev.holdfast.gpu.vary.Variants;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.gpu.weights.Safetensors;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.json.Nearest;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Models on this machine: what a pact's model says, token by token, and models made of others.
@Command(
        name = "model",
        description = "Models on this machine: references, variants, graphs.",
        mixinStandardHelpOptions = true)
final class ModelCommand implements Runnable {
    private final Host host;

    @Spec
    private CommandSpec spec;

    ModelCommand(Host host) {
        this.host = host;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "reference",
            description = "Writes what the pact's model says to the golden tasks, and thinks of each token.",
            mixinStandardHelpOptions = true)
    int reference(
            @Parameters(
                            paramLabel = "PACT",
                            description = "A pact with a `local` target, or an `openai` one with `scoring`.")
                    Path pact,
            @Option(names = "--out", paramLabel = "FILE", required = true, description = "The reference.") Path out)
            throws IOException, InterruptedException {
        var file = PactReader.read(pact);
        var reference = reference(file);
        Reference.write(out, reference.head(), reference.answers().values());
        host.terminal()
                .line("%s: %d answers of %s (%s), noise floors %.2g and %.2g nats a token"
                        .formatted(
                                out,
                                reference.answers().size(),
                                reference.head().model(),
                                reference.head().weights().brief(),
                                reference.floor().divergence(),
                                reference.floor().shift()));
        return ExitCode.PASS.code();
    }

    private Reference reference(PactFile file) throws IOException, InterruptedException {
        var secrets = new Secrets(name -> Optional.ofNullable(host.environment().get(name)), file.folder());
        var target = file.pact().agent().target();
        if (target instanceof Target.Local local) {
            return ReferenceMaking.of(file, local);
        }
        if (target instanceof Target.OpenAi server && server.scoring().isPresent()) {
            return ServedReference.of(file, server, secrets, host.clock());
        }
        throw new UsageException(file.path() + " has neither a `local` target nor an `openai` one with `scoring`,"
                + " and only such models' thoughts can be read");
    }

    @Command(
            name = "vary",
            description = "Writes a variant of a model: rounded to fewer bits, with noise, or with tables replaced.",
            mixinStandardHelpOptions = true)
    int vary(
            @Parameters(paramLabel = "MODEL", description = "The model's folder.") Path model,
            @Parameters(
                            paramLabel = "VARIANT",
                            description = "bf16, int8, int4, int4-row, int3, noise-1, noise-5, noise-10,"
                                    + " or a .safetensors file with the tables that are replaced.")
                    String variant,
            @Option(names = "--out", paramLabel = "DIR", required = true, description = "The variant's folder.")
                    Path out)
            throws IOException {
        VariantFolder.write(ModelFolder.open(model), variant(variant), out);
        host.terminal().line(out.toString());
        return ExitCode.PASS.code();
    }

    private static Variant variant(String name) throws IOException {
        if (name.endsWith(".safetensors")) {
            return new Variant.Tuned(Safetensors.read(Path.of(name)));
        }
        return Optional.ofNullable(Variants.NAMED.get(name))
                .orElseThrow(() -> new UsageException(
                        "there is no variant \"" + name + "\"" + Nearest.hint(name, Variants.NAMED.keySet())));
    }

    @Command(
            name = "export",
            description = "Writes the ONNX graph of a Llama-family model that has weights only.",
            mixinStandardHelpOptions = true)
    int export(
            @Parameters(paramLabel = "MODEL", description = "The model's folder.") Path model,
            @Option(names = "--out", paramLabel = "FILE", description = "Default: model.onnx in the folder.")
                    Optional<Path> out)
            throws IOException {
        var file = out.orElseGet(() -> model.resolve(ModelFolder.ONNX));
        VariantFolder.export(ModelFolder.open(model), Variants.AS_IT_IS, file);
        host.terminal().line(file.toString());
        return ExitCode.PASS.code();
    }
}
