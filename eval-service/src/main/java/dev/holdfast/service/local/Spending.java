package dev.holdfast.service.local;

import dev.holdfast.harness.replay.Purse;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.pact.Watch;
import dev.holdfast.schema.run.RunFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// What the replays of a pact have cost, and may still cost.
///
/// What a month has cost is read from the journals: they say it already, and a second record of it could only
/// contradict them. Journals that have been moved out of their folder do not count.
final class Spending {
    private record Budget(String name, double usd, double spent) {
        double left() {
            return usd - spent;
        }
    }

    private Spending() {}

    /// The purse for a run: the tightest of the budgets that are set.
    ///
    /// What is in the run's journal already has been spent.
    static Purse purse(PactFile file, Workbench.Order order, Instant now) {
        if (file.pact().agent().target() instanceof Target.Recorded) {
            return Purse.bottomless();
        }
        var costs = new DoubleSummaryStatistics();
        RunFile.read(order.journal(), (_, o) -> o.usage().costUsd().ifPresent(costs));
        var soFar = costs.getSum();
        var budgets = new ArrayList<Budget>();
        order.budget().ifPresent(usd -> budgets.add(new Budget("--budget", usd, soFar)));
        var spend = file.pact().watch().spend();
        spend.perRun()
                .map(Watch.Money::usd)
                .ifPresent(usd -> budgets.add(new Budget("the pact's spend per_run", usd, soFar)));
        spend.perMonth()
                .map(Watch.Money::usd)
                .ifPresent(usd -> budgets.add(
                        new Budget("the pact's spend per_month", usd, ofMonth(file, order.journal(), now))));
        var dearest = costs.getMax() > 0 ? OptionalDouble.of(costs.getMax()) : OptionalDouble.empty();
        return budgets.stream()
                .min(Comparator.comparingDouble(Budget::left))
                .map(tightest -> Purse.of(tightest.name(), tightest.usd(), tightest.spent(), dearest))
                .orElseGet(Purse::bottomless);
    }

    /// What all runs of the pact have cost in the calendar month (UTC), as far as their journals lie beside this one
    /// or where journals lie.
    private static double ofMonth(PactFile file, Path journal, Instant now) {
        var month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        var begin = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return Stream.of(file.resolve("runs"), journal.toAbsolutePath().resolveSibling(""))
                .map(folder -> folder.toAbsolutePath().normalize())
                .distinct()
                .flatMap(folder -> journals(folder, begin).stream())
                .mapToDouble(path -> ofMonth(path, file.pact().name(), begin))
                .sum();
    }

    /// A file that is no journal, such as golden tasks, has cost nothing. A journal that is being written has cost
    /// what it says so far.
    private static double ofMonth(Path path, String pact, Instant begin) {
        var byRun = new HashMap<String, Double>();
        try {
            var runs = RunFile.readSoFar(path, (run, o) -> {
                if (o.at().filter(at -> !at.isBefore(begin)).isPresent()) {
                    byRun.merge(run, o.usage().costUsd().orElse(0), Double::sum);
                }
            });
            return runs.runs().stream()
                    .filter(run ->
                            run.plan().filter(plan -> plan.pact().equals(pact)).isPresent())
                    .mapToDouble(run -> byRun.getOrDefault(run.id(), 0.0))
                    .sum();
        } catch (InvalidDocumentException e) {
            return 0;
        }
    }

    private static List<Path> journals(Path folder, Instant begin) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            var journals = new ArrayList<Path>();
            for (var file :
                    files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                if (!Files.getLastModifiedTime(file).toInstant().isBefore(begin)) {
                    journals.add(file);
                }
            }
            return List.copyOf(journals);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }
}
