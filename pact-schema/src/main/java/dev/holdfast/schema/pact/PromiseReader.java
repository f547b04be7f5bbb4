package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the `promises` of a pact.
final class PromiseReader {
    private static final List<String> BOUNDS =
            List.of("at_least", "at_most", "max_drop", "max_rise", "always", "never");

    /// What a promise about the answers themselves may say beside that.
    private static final Set<String> OF_ANSWERS = Set.of("answers", "on", "mode");

    private final Map<String, Metric> metrics;
    private final Set<String> declared;
    private final Map<String, Cursor> seen = new HashMap<>();
    private final List<Promise> promises = new ArrayList<>();

    /// @param declared every metric that the pact names, well-formed or not
    PromiseReader(Map<String, Metric> metrics, Set<String> declared) {
        this.metrics = metrics;
        this.declared = declared;
    }

    List<Promise> read(Cursor list) {
        list.items().forEach(this::line);
        return promises;
    }

    private void line(Cursor line) {
        if (line.has("answers")) {
            answers(line);
            return;
        }
        var name = line.child("metric").text();
        if (name.isEmpty()) {
            aboutNothing(line);
            return;
        }
        var metric = metrics.get(name.get());
        if (metric == null && declared.contains(name.get())) {
            // its own problem has been told; that it is missing is only the consequence
            return;
        }
        if (metric == null) {
            line.child("metric")
                    .problem("there is no metric \"" + name.get() + "\"" + Nearest.hint(name.get(), metrics.keySet()));
            return;
        }
        var bounds = BOUNDS.stream().filter(line::has).toList();
        if (bounds.isEmpty()) {
            line.problem("promises nothing; it needs one of " + String.join(", ", BOUNDS));
        }
        var about = about(line, metric, bounds);
        bounds.forEach(bound -> promise(bound, line.child(bound), about, metric).ifPresent(p -> add(p, line)));
    }

    /// There is one thing to promise of answers, and the schema has seen to it that it is this one.
    private void answers(Cursor line) {
        line.entries().forEach((key, value) -> {
            if (key.equals("metric")) {
                value.keyProblem("is about answers and about a metric; it must be one");
            } else if (!OF_ANSWERS.contains(key)) {
                value.keyProblem("\"" + key + "\" goes with a metric; a promise about answers has only on and mode");
            }
        });
        add(
                new Promise.SameDistribution(
                        MetricReader.scope(line.child("on"), new Scope.Cases.Plain()),
                        line.child("mode").choice(Mode.class)),
                line);
    }

    private static void aboutNothing(Cursor line) {
        if (line.node().isObject() && !line.has("metric")) {
            line.problem("is about nothing; it needs \"metric\" or \"answers\"");
        }
    }

    private void add(Promise promise, Cursor line) {
        var first = seen.putIfAbsent(promise.id(), line);
        if (first == null) {
            promises.add(promise);
        } else {
            line.problem("\"" + promise.id() + "\" is promised twice; first at line "
                    + first.document().at(first.pointer(), "").line());
        }
    }

    private static Promise.About about(Cursor line, Metric metric, List<String> bounds) {
        var absolute = bounds.contains("always") || bounds.contains("never");
        if (line.has("otherwise") && !absolute) {
            line.child("otherwise").keyProblem("\"otherwise\" goes with always and never");
        }
        var otherwise = absolute
                ? Optional.of(line.child("otherwise").choice(Otherwise.class).orElse(Otherwise.ESCALATE))
                : Optional.<Otherwise>empty();
        return new Promise.About(
                metric.name(),
                MetricReader.scope(line.child("on"), new Scope.Cases.Plain()),
                statistic(line, metric),
                mode(line, otherwise),
                otherwise,
                !line.child("slices").text().equals(Optional.of("skip")));
    }

    /// A breach that is only told breaks no promise, so the promise is one that is only observed.
    private static Optional<Mode> mode(Cursor line, Optional<Otherwise> otherwise) {
        var mode = line.child("mode").choice(Mode.class);
        if (!otherwise.equals(Optional.of(Otherwise.LOG))) {
            return mode;
        }
        mode.filter(stated -> stated != Mode.OBSERVE)
                .ifPresent(stated -> line.child("mode")
                        .problem("\"otherwise: log\" blocks nothing and wakes nobody; it cannot go with \"mode: "
                                + stated.name().toLowerCase(Locale.ROOT) + "\""));
        return Optional.of(Mode.OBSERVE);
    }

    private static Statistic statistic(Cursor line, Metric metric) {
        var named =
                Arrays.stream(Statistic.values()).filter(s -> line.has(s.key())).toList();
        if (named.size() > 1) {
            line.problem("is about both " + named.get(0).key() + " and "
                    + named.get(1).key() + "; it must be one");
        }
        var statistic = named.isEmpty() ? Statistic.MEAN : named.getFirst();
        if (statistic != Statistic.MEAN && metric.unit() == Unit.SHARE) {
            line.child(statistic.key())
                    .keyProblem("a " + statistic.key() + " of passes and failures says nothing; leave it out");
        }
        return statistic;
    }

    private static Optional<Promise> promise(String bound, Cursor at, Promise.About about, Metric metric) {
        return switch (bound) {
            case "at_least" -> absolute(at, metric).map(value -> new Promise.AtLeast(about, value));
            case "at_most" -> absolute(at, metric).map(value -> new Promise.AtMost(about, value));
            case "max_drop" -> tolerance(at, metric).map(value -> new Promise.MaxDrop(about, value));
            case "max_rise" -> tolerance(at, metric).map(value -> new Promise.MaxRise(about, value));
            case "always" -> check(at, metric).map(_ -> new Promise.Always(about));
            case "never" -> check(at, metric).map(_ -> new Promise.Never(about));
            default -> throw new IllegalArgumentException(bound);
        };
    }

    private static Optional<Double> absolute(Cursor at, Metric metric) {
        return at.parse(text -> Written.bound(metric.unit(), text), Written.example(metric.unit()));
    }

    private static Optional<Tolerance> tolerance(Cursor at, Metric metric) {
        var share = metric.unit() == Unit.SHARE;
        var expected = share
                ? "points or percent with their unit: 5pt (percentage points) or 5% (of the certified value)"
                : "percent of the certified value, such as 20%";
        return at.parse(
                text -> Tolerance.parse(text)
                        .filter(t -> share || t instanceof Tolerance.Relative)
                        .filter(PromiseReader::possible),
                expected);
    }

    private static boolean possible(Tolerance tolerance) {
        return switch (tolerance) {
            case Tolerance.Points(var points) -> points <= 100;
            case Tolerance.Relative(var fraction) -> fraction <= 100;
        };
    }

    private static Optional<Metric> check(Cursor at, Metric metric) {
        if (metric.unit() != Unit.SHARE) {
            at.keyProblem("always and never are for checks that pass or fail; \"" + metric.name() + "\" is a quantity");
            return Optional.empty();
        }
        return at.node().asBoolean(false) ? Optional.of(metric) : Optional.empty();
    }
}
