package dev.holdfast.baselines.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.baselines.compare.Examples;
import dev.holdfast.schema.baseline.RunScatter;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Run;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertifierTest {
    private final PactFile pact;

    CertifierTest(@TempDir Path folder) {
        pact = new Examples(folder).pact(100, "{metric: ok, at_least: 80%, max_drop: 5pt}");
    }

    @Test
    void certifiesASingleRunAsProvisionalAndSaysWhatItCannotKnow() {
        var certified = (Certification.Certified) certify(run("a", 95));

        assertThat(certified.certificate().provisional()).isTrue();
        assertThat(certified.certificate().limits()).singleElement().asString().contains("a single run");
    }

    @Test
    void certifiesThreeRunsWithoutReservation() {
        var certified = (Certification.Certified) certify(run("a", 95), run("b", 94), run("c", 96));

        assertThat(certified.certificate().provisional()).isFalse();
        assertThat(certified.certificate().runs()).extracting("run").containsExactly("a", "b", "c");
        assertThat(certified.certificate().levels().get("ok"))
                .extracting("value")
                .isEqualTo(0.95);
        assertThat(certified.certificate().promises()).containsExactly("ok at_least", "ok max_drop");
    }

    @Test
    void certifiesRunsOfWhichOneIsUnlikeTheOthersAsProvisional() {
        var certified = (Certification.Certified) certify(run("a", 98), run("b", 97), run("c", 90));

        assertThat(certified.certificate().provisional()).isTrue();
        assertThat(certified.certificate().limits())
                .first()
                .asString()
                .startsWith("run \"c\" differs from the other certified runs on ok by more than chance");
    }

    @Test
    void saysHowMuchWholeRunsDiffer() {
        var certificate = ((Certification.Certified) certify(run("a", 95), run("b", 94), run("c", 96))).certificate();

        assertThat(certificate.scatter())
                .extracting(RunScatter::promise, RunScatter::slice)
                .containsExactly(
                        tuple("ok max_drop", Optional.empty()),
                        tuple("ok max_drop", Optional.of("even")),
                        tuple("ok max_drop", Optional.of("odd")));
        var whole = certificate.scatter().getFirst();
        assertThat(whole.runs()).isEqualTo(3);
        assertThat(whole.deviation()).as("sd(c(.95, .94, .96))").isEqualTo(0.01, within(1e-12));
        assertThat(whole.ratio()).isBetween(0.1, 1.5);
        assertThat(whole.atMost()).isGreaterThan(whole.ratio());
    }

    @Test
    void doesNotKnowHowMuchRunsDifferFromASingleOne() {
        assertThat(((Certification.Certified) certify(run("a", 95)))
                        .certificate()
                        .scatter())
                .isEmpty();
    }

    @Test
    void refusesRunsThatDifferByMoreThanAPromiseAllows() {
        assertThat(reasons(run("a", 99), run("b", 98), run("c", 82), run("d", 84)))
                .singleElement()
                .asString()
                .matches("whole runs differ from one another by ±8\\.. points on ok, beyond what their replays explain,"
                        + " more than the promise \"ok falls by at most 5 points\" allows.*--run.*");
    }

    @Test
    void certifiesRunsThatDifferByMuchOfWhatAPromiseAllowsAsProvisional() {
        var certified =
                (Certification.Certified) certify(run("a", 97), run("b", 96), run("c", 90), run("d", 89), run("e", 97));

        assertThat(certified.certificate().provisional()).isTrue();
        assertThat(certified.certificate().limits())
                .anyMatch(limit -> limit.startsWith("whole runs differ from one another by ±3."));
    }

    @Test
    void refusesRunsThatBreakThePromisesThemselves() {
        assertThat(reasons(run("a", 60))).singleElement().asString().contains("these runs break the promise");
    }

    @Test
    void refusesTheSameRunTwice() {
        assertThat(reasons(run("a", 95), run("a", 95)))
                .singleElement()
                .asString()
                .contains("given twice");
    }

    @Test
    void refusesARunWithManyOutages() {
        var outages = Examples.run("a", 100, i -> i < 20 ? Examples.failed() : Examples.right(i, 100));

        assertThat(reasons(outages)).singleElement().asString().contains("20 of 100 replays got no answer");
    }

    @Test
    void refusesWhenThereIsNothing() {
        assertThat(reasons()).singleElement().asString().contains("nothing to certify");
    }

    private static Run run(String id, int right) {
        return Examples.run(id, 100, i -> Examples.right(i, right));
    }

    private Certification certify(Run... runs) {
        return new Certifier(pact, List.of(runs)).certify(Examples.NOON, "test");
    }

    private List<String> reasons(Run... runs) {
        return ((Certification.Refused) certify(runs)).reasons();
    }
}
