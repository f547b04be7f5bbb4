package dev.holdfast.alerting.actuator;

import dev.holdfast.alerting.actuator.Deployments.Deployment;
import dev.holdfast.alerting.wire.Line;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a LiteLLM proxy has behind one of its public model names. Only deployments that the proxy keeps in its
/// database can be changed; those of its configuration file belong to whoever owns the file.
///
/// A name with one deployment is pinned by that one's model. Where a name has several with weights, the weights are
/// set, so that a share of the traffic can go to one of them. The proxy looks at them with its routing strategy
/// `simple-shuffle`, which is its default.
public final class LiteLlmActuator implements Staged {
    private static final int ALL = 100;

    private final Rest proxy;
    private final String name;

    public LiteLlmActuator(Line line, URI base, String key, String name) {
        this.proxy = new Rest(line, base, key);
        this.name = name;
    }

    @Override
    public String words() {
        return "the LiteLLM model " + name;
    }

    @Override
    public Set<Part> sets() {
        return Set.of(Part.MODEL);
    }

    @Override
    public Reading read() {
        var answer = proxy.get("/model/info");
        return answer.succeeded() ? Deployments.of(name, answer.body()).reading() : answer.unreadable();
    }

    private Deployments deployments() {
        return Deployments.of(name, proxy.get("/model/info").body());
    }

    /// The proxy forwards any name of a single deployment; what does not exist shows at the first request.
    @Override
    public Optional<String> refusal(String model) {
        var deployments = deployments();
        if (deployments.all().size() > 1) {
            return deployments.refusal(model);
        }
        return model.contains("/") ? Optional.empty() : Optional.of(model + " names no provider, as openai/… does");
    }

    @Override
    public Setting set(Order order) {
        var answer = proxy.get("/model/info");
        var deployments = Deployments.of(name, answer.body());
        if (answer.succeeded() && deployments.all().size() > 1) {
            return weigh(deployments, order, ALL);
        }
        return switch (Pinned.before(answer.succeeded() ? deployments.reading() : answer.unreadable(), order)) {
            case Pinned.Ended(var setting) -> setting;
            case Pinned.GoAhead _ ->
                refusal(order.model())
                        .<Setting>map(Setting.Refused::new)
                        .orElseGet(() -> update(order, deployments.all().getFirst()));
        };
    }

    @Override
    public Setting stage(Order order, int percent) {
        var answer = proxy.get("/model/info");
        if (!answer.succeeded()) {
            return new Setting.Refused(answer.trouble());
        }
        var deployments = Deployments.of(name, answer.body());
        return deployments.isOne()
                ? new Setting.Refused("the name " + name + " has one deployment; a second one of " + order.model()
                        + " with weight 0, beside a weight of the first, takes a share")
                : weigh(deployments, order, percent);
    }

    /// Of several deployments the weights are changed, and nothing else.
    private Setting weigh(Deployments deployments, Order order, int percent) {
        return switch (deployments.reading()) {
            case Reading.Unreadable(var why) -> new Setting.Refused(why);
            case Reading.Current current when current.epoch() > order.epoch() -> new Setting.Stale(current.epoch());
            case Reading.Current current
            when !Set.of(order.expected(), order.model()).contains(current.model()) ->
                new Setting.Conflict(current.model());
            case Reading.Current _ ->
                deployments
                        .refusal(order.model())
                        .<Setting>map(Setting.Refused::new)
                        .orElseGet(() -> write(deployments, order, percent));
        };
    }

    private Setting write(Deployments deployments, Order order, int percent) {
        for (var wanted : deployments.shares(order, percent)) {
            if (!wanted.isSo()) {
                var answer = patch(wanted.deployment(), Map.of("weight", wanted.weight()), order);
                if (!answer.succeeded()) {
                    return answer.refused();
                }
            }
        }
        return weighed(order, percent);
    }

    /// Read back: the proxy has no transaction over two deployments, and somebody else may have been there between.
    private Setting weighed(Order order, int percent) {
        var now = deployments();
        if (!(now.reading() instanceof Reading.Current(var model, var _, var revision))) {
            return new Setting.Unknown("the weights cannot be read back");
        }
        var so = now.shares(order, percent).stream().allMatch(Deployments.Weighed::isSo);
        return so
                ? new Setting.Applied(percent == ALL ? model : percent + " % " + order.model(), revision)
                : new Setting.Conflict(model);
    }

    /// The proxy has no compare-and-set: between reading and this there is a gap of one request, and reading again
    /// afterwards tells who was last.
    private Setting update(Order order, Deployment deployment) {
        var answer = patch(deployment, Map.of("model", order.model()), order);
        return answer.succeeded() ? Pinned.after(read(), order) : answer.refused();
    }

    private Rest.Answer patch(Deployment deployment, Map<String, Object> parameters, Order order) {
        return proxy.send(
                "PATCH",
                "/model/" + Rest.encoded(deployment.id()) + "/update",
                Map.of(
                        "litellm_params",
                        parameters,
                        "model_info",
                        Map.of("id", deployment.id(), Deployments.EPOCH, order.epoch())));
    }
}
