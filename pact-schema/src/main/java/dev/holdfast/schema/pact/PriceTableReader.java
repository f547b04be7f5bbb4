package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.LocatedYaml;
import dev.holdfast.schema.json.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Reads a price table, or says everything that is wrong with it.
public final class PriceTableReader {
    private static final DocumentSchema SCHEMA = new DocumentSchema("prices.schema.json", text());

    private PriceTableReader() {}

    /// The JSON Schema of price tables.
    public static String text() {
        try (var resource = PriceTableReader.class.getResourceAsStream("prices.schema.json")) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a file.
    ///
    /// @throws InvalidDocumentException with every problem
    public static PriceTable read(Path path) {
        var problems = new ArrayList<Problem>();
        var table = read(path.toString(), path, problems);
        if (!problems.isEmpty()) {
            throw new InvalidDocumentException(problems);
        }
        return table;
    }

    /// Reads a file under the name that the user knows it by; what is wrong with it is added to the problems.
    static PriceTable read(String source, Path path, List<Problem> problems) {
        var document = document(source, path, problems);
        if (document.isEmpty()) {
            return new PriceTable(new LinkedHashMap<>());
        }
        problems.addAll(document.get().problems());
        problems.addAll(SCHEMA.problems(document.get()));
        var root = Cursor.root(document.get(), problems);
        var rate = rate(root);
        var models = new LinkedHashMap<String, List<PriceTable.Dated>>();
        root.child("models").entries().forEach((model, at) -> models.put(model, prices(at, rate)));
        return new PriceTable(models);
    }

    private static Optional<LocatedYaml> document(String source, Path path, List<Problem> problems) {
        try {
            return Optional.of(LocatedYaml.read(source, Files.readString(path, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            problems.add(
                    Problem.of(source, Files.exists(path) ? "cannot be read as UTF-8 text" : "there is no such file"));
            return Optional.empty();
        }
    }

    /// US dollars for one unit of the table's currency.
    private static BigDecimal rate(Cursor root) {
        var currency = root.child("currency").text().orElse("USD");
        var rate = root.child("in_usd").decimal();
        if (currency.equals("USD") && rate.isPresent()) {
            root.child("in_usd").keyProblem("\"in_usd\" is for other currencies; a US dollar is one");
        }
        if (!currency.equals("USD") && rate.isEmpty()) {
            root.child("currency")
                    .problem("costs are counted in US dollars: say beside it what one " + currency
                            + " is, in_usd: 1.08");
        }
        return rate.orElse(BigDecimal.ONE);
    }

    private static List<PriceTable.Dated> prices(Cursor model, BigDecimal rate) {
        var prices = new ArrayList<PriceTable.Dated>();
        for (var at : model.items()) {
            var from = at.child("from").parse(PriceTableReader::date, "a day such as 2026-01-31");
            var input = at.child("input").decimal();
            var output = at.child("output").decimal();
            if (from.isPresent()
                    && prices.stream().anyMatch(price -> price.from().equals(from.get()))) {
                at.child("from").problem("this day has a price already");
            } else if (from.isPresent() && input.isPresent() && output.isPresent()) {
                prices.add(new PriceTable.Dated(
                                from.get(),
                                input.get(),
                                output.get(),
                                at.child("cached").decimal())
                        .times(rate));
            }
        }
        prices.sort(Comparator.comparing(PriceTable.Dated::from));
        return List.copyOf(prices);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
