package dev.holdfast.service.respond;

import dev.holdfast.alerting.actuator.Actuator;
import dev.holdfast.alerting.actuator.Order;
import dev.holdfast.alerting.actuator.Part;
import dev.holdfast.alerting.actuator.Reading;
import dev.holdfast.alerting.actuator.Setting;
import java.util.Optional;
import java.util.Set;

/// Holds the pin of an agent, and may die with an order just done.
final class Pin implements Actuator {
    String model = "bad";
    int writes;
    long epoch;
    boolean diesBefore;
    boolean diesAfterwards;

    @Override
    public String words() {
        return "a pin";
    }

    @Override
    public Set<Part> sets() {
        return Set.of(Part.MODEL);
    }

    @Override
    public Reading read() {
        return new Reading.Current(model, epoch, "r" + writes);
    }

    @Override
    public Optional<String> refusal(String other) {
        return Optional.empty();
    }

    @Override
    public synchronized Setting set(Order order) {
        if (diesBefore) {
            throw new IllegalStateException("the node died");
        }
        if (order.epoch() < epoch) {
            return new Setting.Stale(epoch);
        }
        if (!model.equals(order.model())) {
            if (!model.equals(order.expected())) {
                return new Setting.Conflict(model);
            }
            model = order.model();
            epoch = order.epoch();
            writes++;
        }
        if (diesAfterwards) {
            throw new IllegalStateException("the node died");
        }
        return new Setting.Applied(model, "r" + writes);
    }
}
