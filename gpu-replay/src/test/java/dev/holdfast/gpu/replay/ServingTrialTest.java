package dev.holdfast.gpu.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.gpu.Desk;
import dev.holdfast.gpu.vary.VariantFolder;
import dev.holdfast.gpu.vary.Variants;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.pact.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServingTrialTest {
    @TempDir
    private Path folder;

    @Test
    void measuresTheSpeedOfAnswersAndTheSizeOfTheWeights() throws Exception {
        var pact = PactReader.read(Desk.EXAMPLE.resolve("pact.yaml"));
        var small = folder.resolve("small").toAbsolutePath();
        VariantFolder.write(Desk.folder(), Objects.requireNonNull(Variants.NAMED.get("int4")), small);

        var whole = ServingTrial.of(pact, target("models/desk"));
        var cut = ServingTrial.of(pact, target(small.toString()));

        assertThat(whole.weights()).isEqualTo(Files.size(Desk.MODEL.resolve("model.safetensors")));
        assertThat(cut.weights()).isLessThan(whole.weights() / 2);
        assertThat(whole.tokensPerCpuSecond()).isPositive();
        assertThat(cut.tokensPerSecond()).isPositive();
    }

    private static Target.Local target(String model) {
        var local = Desk.target(32);
        return new Target.Local(model, local.machine(), local.sampling(), local.wanted(), local.reference());
    }
}
