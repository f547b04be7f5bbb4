package dev.holdfast.service.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoTest {
    @TempDir
    Path folder;

    @Test
    void passesTheCertifiedAgentAndFailsTheOneThatTookItsPlace() throws IOException {
        var outcome = demo(OrderDesk.silentlyUpdated());

        assertThat(outcome.certified().verdict()).isEqualTo(Verdict.PASS);
        assertThat(outcome.swapped().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(outcome.swapped().headline()).startsWith("Correct answers fell from");
        assertThat(outcome.swapped().attribution().orElseThrow().sentence()).startsWith("The model, silently");
        assertThat(folder.resolve("report-after/report.html")).isNotEmptyFile();
    }

    @Test
    void judgesWhatTheAgentDoesAndNothingElse() throws IOException {
        assertThat(demo(OrderDesk.certified()).swapped().verdict()).isEqualTo(Verdict.PASS);
    }

    private Demo.Outcome demo(OrderDesk successor) throws IOException {
        return new Demo(folder, new Silent(), InstantSource.system(), "test").run(successor);
    }

    private static final class Silent implements Demo.Listener {
        @Override
        public void step(String title) {}

        @Override
        public void told(String text) {}

        @Override
        public void gated(Evaluation evaluation, Path report) {}
    }
}
