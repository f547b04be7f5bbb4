package dev.holdfast.schema.cost;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.LocatedYaml;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.Cursor;
import dev.holdfast.schema.pact.DocumentSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Reads a hosting file, or says everything that is wrong with it.
public final class HostingReader {
    private static final DocumentSchema SCHEMA = new DocumentSchema("hosting.schema.json", text());

    private HostingReader() {}

    /// The JSON Schema of hosting files.
    public static String text() {
        try (var resource = HostingReader.class.getResourceAsStream("hosting.schema.json")) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads a file. What was measured takes the place of what stands in it.
    ///
    /// @throws InvalidDocumentException with every problem
    public static Hosting read(Path path, Optional<Measured> measured) {
        var problems = new ArrayList<Problem>();
        var document = LocatedYaml.read(path.toString(), content(path));
        problems.addAll(document.problems());
        problems.addAll(SCHEMA.problems(document));
        var root = Cursor.root(document, problems);
        if (measured.isEmpty()) {
            needs(root.child("tasks"), List.of("input", "output"), "or take it from a run, with --measured");
            needs(root.child("self_hosted").child("throughput"), List.of("tokens"), "or measure it, with --measured");
        }
        var machine = root.child("self_hosted").child("machine");
        if (machine.has("rent") == machine.has("price") || machine.has("price") != machine.has("months")) {
            machine.problem("a machine has either a rent for a month, or a price and the months that it lasts");
        }
        if (!problems.isEmpty()) {
            throw new InvalidDocumentException(problems);
        }
        return hosting(root, measured);
    }

    private static void needs(Cursor at, List<String> keys, String otherwise) {
        keys.stream()
                .filter(key -> !at.has(key))
                .forEach(key -> at.problem("\"" + key + "\" is missing here; " + otherwise));
    }

    private static Hosting hosting(Cursor root, Optional<Measured> measured) {
        var tasks = root.child("tasks");
        var hosted = root.child("hosted");
        var price = hosted.child("price");
        var own = root.child("self_hosted");
        return new Hosting(
                new Hosting.Tasks(
                        amount(tasks, "per_month"),
                        measured.map(Measured::inputTokens).orElseGet(() -> amount(tasks, "input")),
                        measured.map(Measured::cachedTokens).orElseGet(() -> amount(tasks, "cached")),
                        measured.map(Measured::outputTokens).orElseGet(() -> amount(tasks, "output"))),
                new Hosting.Hosted(
                        new Hosting.TokenPrice(
                                amount(price, "input"),
                                amount(price, "output"),
                                price.child("cached").decimal()),
                        upkeep(hosted)),
                new Hosting.SelfHosted(
                        machine(own.child("machine")),
                        power(own.child("power")),
                        throughput(own, measured),
                        upkeep(own)));
    }

    private static Hosting.Machine machine(Cursor at) {
        return new Hosting.Machine(at.child("rent")
                .decimal()
                .orElseGet(() -> amount(at, "price").divide(amount(at, "months"), MathContext.DECIMAL64)));
    }

    private static Hosting.Power power(Cursor at) {
        return new Hosting.Power(amount(at, "idle"), amount(at, "busy"), amount(at, "price"));
    }

    private static Hosting.Throughput throughput(Cursor own, Optional<Measured> measured) {
        var at = own.child("throughput");
        return new Hosting.Throughput(
                measured.map(Measured::tokensPerSecond).orElseGet(() -> amount(at, "tokens")),
                at.child("used").decimal().orElse(BigDecimal.ONE));
    }

    private static Hosting.Upkeep upkeep(Cursor side) {
        var people = side.child("people");
        var other = new LinkedHashMap<String, BigDecimal>();
        side.child("other").entries().forEach((name, at) -> at.decimal().ifPresent(usd -> other.put(name, usd)));
        return new Hosting.Upkeep(amount(people, "hours"), amount(people, "rate"), other);
    }

    private static BigDecimal amount(Cursor at, String key) {
        return at.child(key).decimal().orElse(BigDecimal.ZERO);
    }

    private static String content(Path path) {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new InvalidDocumentException(Problem.of(path.toString(), "there is no such file"));
        } catch (IOException e) {
            throw new InvalidDocumentException(Problem.of(path.toString(), "cannot be read as UTF-8 text"));
        }
    }
}
