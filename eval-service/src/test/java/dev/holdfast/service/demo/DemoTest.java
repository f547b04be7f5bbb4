package dev.holdfast.service.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alerting.action.State;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.notify.Message;
import dev.holdfast.gpu.vary.Variants;
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
        var outcome = demo(DeskModel::trainedOn);

        assertThat(outcome.certified().verdict()).isEqualTo(Verdict.PASS);
        assertThat(outcome.swapped().verdict()).isEqualTo(Verdict.FAIL);
        assertThat(outcome.swapped().headline()).startsWith("Correct answers fell from");
        assertThat(outcome.swapped().attribution().orElseThrow().sentence()).startsWith("The model, silently");
        assertThat(folder.resolve("report-after/report.html")).isNotEmptyFile();
    }

    @Test
    void goesBackToTheCertifiedVersionAndShowsThatItHelped() throws IOException {
        var recovered = demo(DeskModel::trainedOn).recovered().orElseThrow();

        assertThat(recovered.action().state()).isEqualTo(State.VERIFIED);
        assertThat(recovered.action().by()).contains("you");
        assertThat(recovered.action().destination().model()).isEqualTo(AgentServer.SNAPSHOT);
        assertThat(recovered.after().verdict()).isEqualTo(Verdict.PASS);
        assertThat(recovered.incident().ending().orElseThrow().outcome()).isEqualTo(Incident.Outcome.VERIFIED);
    }

    @Test
    void judgesWhatTheAgentDoesAndNothingElse() throws IOException {
        var outcome = demo(_ -> Variants.AS_IT_IS);

        assertThat(outcome.swapped().verdict()).isEqualTo(Verdict.PASS);
        assertThat(outcome.recovered()).isEmpty();
    }

    private Demo.Outcome demo(Demo.Provider provider) throws IOException {
        return new Demo(folder, new Silent(), InstantSource.system(), "test").run(provider);
    }

    private static final class Silent implements Demo.Listener {
        @Override
        public void step(String title) {}

        @Override
        public void told(String text) {}

        @Override
        public void gated(Evaluation evaluation, Path report) {}

        @Override
        public void notified(Message message) {}
    }
}
