package dev.holdfast.baselines.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.pact.PriceTable;
import dev.holdfast.schema.pact.PriceTableReader;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {
    private static final List<Run> RUNS = RunFile.parse("runs", """
            {"run":"may","at":"2026-05-31T23:59:59Z","task":"a","model":"m-1","output":"x","input_tokens":1000000,"output_tokens":100000}
            {"run":"june","at":"2026-06-01T00:00:00Z","task":"a","model":"m-1","output":"x","input_tokens":1000000,"cached_tokens":400000,"output_tokens":100000}
            {"run":"june","at":"2026-06-01T00:00:01Z","task":"b","model":"m-2","output":"x","input_tokens":10,"output_tokens":10}
            {"run":"june","at":"2026-06-01T00:00:02Z","task":"c","model":"m-2","output":"x","cost_usd":0.1}
            {"run":"june","at":"2026-06-01T00:00:03Z","task":"d","model":"m-2","error":{"kind":"timeout","message":"late"}}
            """).runs();

    @TempDir
    Path folder;

    @Test
    void aPriceCountsFromItsDayOn() throws IOException {
        var ledger = Ledger.of(RUNS, Ledger.By.RUN, new Costing(Optional.of(table())));

        // May: 1 M x 2.00 + 0.1 M x 8.00. June: 0.6 M x 1.00 + 0.4 M x 0.25 + 0.1 M x 4.00, and 0.1 as recorded
        assertThat(ledger.entries()).extracting(Ledger.Entry::name).containsExactly("may", "june");
        assertThat(ledger.entries())
                .extracting(Ledger.Entry::knownUsd)
                .satisfiesExactly(
                        may -> assertThat(may).isEqualByComparingTo("2.8"),
                        june -> assertThat(june).isEqualByComparingTo("1.2"));
    }

    @Test
    void aCostThatNobodyKnowsMakesTheSumUnknownAndIsNever0() throws IOException {
        var ledger = Ledger.of(RUNS, Ledger.By.TASK, new Costing(Optional.of(table())));

        var byTask = ledger.entries().stream()
                .filter(entry -> entry.name().equals("b"))
                .findFirst()
                .orElseThrow();
        assertThat(byTask.usd()).isEmpty();
        assertThat(byTask.perReplay()).isEmpty();
        assertThat(ledger.total().usd()).isEmpty();
        assertThat(ledger.total().unpriced()).isEqualTo(1);
        assertThat(ledger.total().unanswered()).isEqualTo(1);
        assertThat(ledger.total().knownUsd()).isEqualByComparingTo("4.0");
        assertThat(ledger.total().perReplay().orElseThrow()).isEqualByComparingTo(new BigDecimal("1.333333333333333"));
    }

    @Test
    void withoutATableOnlyWhatWasRecordedIsKnown() {
        var ledger = Ledger.of(RUNS, Ledger.By.MODEL, new Costing(Optional.empty()));

        assertThat(ledger.entries())
                .extracting(
                        Ledger.Entry::name,
                        Ledger.Entry::unpriced,
                        entry -> entry.usd().isPresent())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("m-2", 1, false),
                        org.assertj.core.groups.Tuple.tuple("m-1", 2, false));
    }

    @Test
    void anotherCurrencyIsCountedInDollars() throws IOException {
        var path = Files.writeString(folder.resolve("eur.yaml"), """
                currency: EUR
                in_usd: 1.10
                models:
                  m-1: [{from: 2026-01-01, input: 2, output: 8}]
                """);

        var table = PriceTableReader.read(path);

        assertThat(table.price("m-1", RUNS.getFirst().startedAt().orElseThrow())
                        .orElseThrow()
                        .of(1_000_000, 0, 0))
                .isEqualByComparingTo("2.2");
    }

    @Test
    void tellsAllThatIsWrongWithAPriceTableAtOnce() throws IOException {
        var path = Files.writeString(folder.resolve("prices.yaml"), """
                currency: EUR
                models:
                  m-1:
                    - {from: 2026-01-01, input: 2, output: 8}
                    - {from: 2026-01-01, input: 1, output: 8}
                    - {from: January, input: -1, output: 8, cahced: 1}
                """);

        assertThatThrownBy(() -> PriceTableReader.read(path))
                .isInstanceOfSatisfying(
                        InvalidDocumentException.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.line() + " " + problem.message())
                                .contains(
                                        "1 costs are counted in US dollars: say beside it what one EUR is, in_usd: 1.08",
                                        "5 this day has a price already",
                                        "6 expected a day such as 2026-01-31, got \"January\"",
                                        "6 must be at least 0, got -1",
                                        "6 unknown key \"cahced\"; did you mean \"cached\"?"));
    }

    private PriceTable table() throws IOException {
        return PriceTableReader.read(Files.writeString(folder.resolve("prices.yaml"), """
                models:
                  m-1:
                    - {from: 2026-06-01, input: 1.00, cached: 0.25, output: 4.00}
                    - {from: 2026-01-01, input: 2.00, output: 8.00}
                """));
    }
}
