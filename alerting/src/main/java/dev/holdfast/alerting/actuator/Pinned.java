package dev.holdfast.alerting.actuator;

/// What is the same everywhere: when an order is done already, and when it must not be done.
final class Pinned {
    private Pinned() {}

    sealed interface Before {}

    /// It may be done on top of this.
    record GoAhead(Reading.Current current) implements Before {}

    /// There is nothing left to do.
    record Ended(Setting setting) implements Before {}

    static Before before(Reading reading, Order order) {
        return switch (reading) {
            case Reading.Unreadable(var reason) -> new Ended(new Setting.Refused(reason));
            case Reading.Current current
            when current.epoch() > order.epoch() -> new Ended(new Setting.Stale(current.epoch()));
            case Reading.Current current
            when current.model().equals(order.model()) ->
                new Ended(new Setting.Applied(current.model(), current.revision()));
            case Reading.Current current
            when !current.model().equals(order.expected()) -> new Ended(new Setting.Conflict(current.model()));
            case Reading.Current current -> new GoAhead(current);
        };
    }

    /// Whether it holds now.
    static Setting after(Reading reading, Order order) {
        return switch (reading) {
            case Reading.Unreadable(var reason) -> new Setting.Unknown(reason);
            case Reading.Current current
            when current.model().equals(order.model()) -> new Setting.Applied(current.model(), current.revision());
            case Reading.Current current -> new Setting.Conflict(current.model());
        };
    }

    static String words(Setting setting) {
        return switch (setting) {
            case Setting.Applied(var model, var _) -> model + " is pinned";
            case Setting.Conflict(var current) -> current + " is pinned, which nobody expected";
            case Setting.Stale(var epoch) -> "somebody with epoch " + epoch + " was here later";
            case Setting.Refused(var reason) -> reason;
            case Setting.Unknown(var reason) -> "it is not known whether it was done: " + reason;
        };
    }
}
