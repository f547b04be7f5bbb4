package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanCommandTest {
    @TempDir
    Path folder;

    @TempDir
    Path home;

    private RecordedPact recorded;

    @BeforeEach
    void write() throws IOException {
        recorded = RecordedPact.in(folder);
    }

    @Test
    void plansWithoutABaselineAndSaysSo() {
        var plan = cli("plan", recorded.pact());

        assertThat(plan.code()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains("yes-sayer: 200 golden tasks, 1 replay of each in a run, every 1 day")
                .contains("cost: unknown")
                .contains("a drop of 5 points from 90.0 %, noise 10 % of that of coin tosses (assumed)")
                .contains("note: there is no baseline");
    }

    @Test
    void holdsTheSuiteAgainstWhatThePactDeclares() throws IOException {
        var pact = Path.of(recorded.pact());
        Files.writeString(
                pact,
                Files.readString(pact)
                        + "watch: {every: 6h, detect: {drop: 5pt, within: 2 runs}, spend: {per_month: 300 USD}}\n");
        cli("certify", recorded.pact(), "--from", recorded.run("a", 190), recorded.run("b", 190));

        var plan = cli("plan", recorded.pact(), "--format", "json");

        assertThat(plan.code()).as(plan.err()).isZero();
        var forecast = Json.tree("out", plan.out());
        assertThat(forecast.at("/pace/runsPerDay").asDouble()).isEqualTo(4);
        assertThat(forecast.at("/promises/0/cases/0/delay/kept").asBoolean()).isTrue();
        assertThat(forecast.at("/bill/allowedPerMonth").asDouble()).isEqualTo(300);
        assertThat(forecast.at("/bill/perRun").isMissingNode()).isTrue();
        assertThat(cli("plan", recorded.pact()).out())
                .contains("the pact's `detect` is kept")
                .contains("detect, a drop of 5 points within 2 runs: kept\n");
    }

    @Test
    void wantsTheBaselineThatWasNamed() {
        var plan = cli(
                "plan",
                recorded.pact(),
                "--baseline",
                folder.resolve("none.json").toString());

        assertThat(plan.code()).isEqualTo(5);
        assertThat(plan.err()).contains("there is no baseline");
    }

    @Test
    void saysThatThereIsNothingToPlan() throws IOException {
        var pact = Path.of(recorded.pact());
        Files.writeString(pact, Files.readString(pact).replace("max_drop: 5pt", "at_least: 90%"));

        var plan = cli("plan", recorded.pact());

        assertThat(plan.code()).isEqualTo(5);
        assertThat(plan.out()).contains("there is nothing to plan");
    }

    private Cli cli(String... arguments) {
        return Cli.run(home, arguments);
    }
}
