package dev.holdfast.alerting.actuator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The deployments that a LiteLLM proxy has behind one public model name. Where there are several, their weights share
/// the traffic, and the one with most of it is what is pinned.
record Deployments(String name, List<Deployment> all) {
    static final String EPOCH = "holdfast_epoch";
    private static final int ALL = 100;

    Deployments {
        all = List.copyOf(all);
    }

    /// One of them.
    ///
    /// @param weight absent where it has none, so that the proxy looks at no weights at all
    /// @param kept   whether the proxy keeps it in its database, where alone it can be changed
    record Deployment(String id, String model, OptionalLong weight, long epoch, boolean kept) {
        static Deployment of(JsonNode node) {
            var weight = node.at("/litellm_params/weight");
            var info = node.path("model_info");
            return new Deployment(
                    info.path("id").asText(),
                    node.at("/litellm_params/model").asText(),
                    weight.isNumber() ? OptionalLong.of(weight.asLong()) : OptionalLong.empty(),
                    info.path(EPOCH).asLong(),
                    info.path("db_model").asBoolean());
        }

        private long share() {
            return weight.orElse(0);
        }
    }

    /// A weight that a deployment is to have.
    record Weighed(Deployment deployment, long weight) {
        boolean isSo() {
            return deployment.weight().isPresent() && deployment.weight().getAsLong() == weight;
        }
    }

    static Deployments of(String name, JsonNode answer) {
        var found = new ArrayList<Deployment>();
        for (var each : answer.path("data")) {
            if (each.path("model_name").asText().equals(name)) {
                found.add(Deployment.of(each));
            }
        }
        return new Deployments(name, found);
    }

    boolean isOne() {
        return all.size() == 1;
    }

    Reading reading() {
        return flaw().<Reading>map(Reading.Unreadable::new)
                .orElseGet(() -> new Reading.Current(first().model(), epoch(), revision()));
    }

    private Optional<String> flaw() {
        if (all.isEmpty()) {
            return Optional.of("the proxy has no model " + name);
        }
        if (!all.stream().allMatch(Deployment::kept)) {
            return Optional.of("a deployment of " + name + " stands in the proxy's configuration file");
        }
        if (isOne()) {
            return Optional.empty();
        }
        if (all.stream().anyMatch(each -> each.weight().isEmpty())) {
            return Optional.of("several deployments share the name " + name + ", and not all of them have a weight");
        }
        if (new HashSet<>(all.stream().map(Deployment::model).toList()).size() < all.size()) {
            return Optional.of("two deployments of " + name + " are of one model");
        }
        return all.stream().filter(each -> each.share() == first().share()).count() > 1
                ? Optional.of("no deployment of " + name + " has most of the traffic")
                : Optional.empty();
    }

    private Deployment first() {
        return all.stream().max(Comparator.comparingLong(Deployment::share)).orElseThrow();
    }

    private long epoch() {
        return all.stream().mapToLong(Deployment::epoch).max().orElse(0);
    }

    private String revision() {
        return isOne()
                ? first().id()
                : all.stream()
                        .map(each -> each.id() + ":" + each.share())
                        .sorted()
                        .collect(Collectors.joining(","));
    }

    /// Why no traffic can be sent to this model; empty where it can.
    Optional<String> refusal(String model) {
        return all.stream().anyMatch(each -> each.model().equals(model))
                ? Optional.empty()
                : Optional.of("no deployment of " + name + " is of " + model);
    }

    /// What each is to weigh so that this share goes to the order's model, and the rest to what is expected. The one
    /// that is sent more or less comes first: between two changes it never gets more than it should.
    List<Weighed> shares(Order order, int percent) {
        var wanted = Map.of(order.model(), (long) percent, order.expected(), (long) (ALL - percent));
        return all.stream()
                .sorted(Comparator.comparing(each -> !each.model().equals(order.model())))
                .map(each -> new Weighed(each, wanted.getOrDefault(each.model(), 0L)))
                .toList();
    }
}
