package dev.holdfast.alerting.actuator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One system that holds the pin of one agent.
public interface Actuator {
    /// In words, for people: `the pin file of order-desk`.
    String words();

    /// What it can set.
    Set<Part> sets();

    Reading read();

    /// Whether this model can be pinned and would answer; empty where it would.
    Optional<String> refusal(String model);

    /// Sets it if what is expected is there. Setting the same again does nothing and succeeds.
    Setting set(Order order);

    /// What an order would do, without doing it.
    default Rehearsal rehearse(Order order) {
        var refusal = switch (Pinned.before(read(), order)) {
            case Pinned.GoAhead _ -> refusal(order.model());
            case Pinned.Ended(Setting.Applied _) -> Optional.<String>empty();
            case Pinned.Ended(var why) -> Optional.of(Pinned.words(why));
        };
        return new Rehearsal(changes(order), cannot(), refusal);
    }

    /// What an order sets, in words.
    default List<String> changes(Order order) {
        return sets().stream()
                .sorted()
                .filter(part -> part == Part.MODEL || order.digests().containsKey(part))
                .map(part -> part == Part.MODEL
                        ? "the model from " + order.expected() + " to " + order.model()
                        : part.words() + " as certified")
                .toList();
    }

    /// What was certified and stays as it is, in words.
    default List<String> cannot() {
        return Arrays.stream(Part.values())
                .filter(part -> !sets().contains(part))
                .map(Part::words)
                .toList();
    }
}
