package dev.holdfast.service.respond;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.holdfast.alerting.actuator.Actuator;
import dev.holdfast.alerting.actuator.ArgoActuator;
import dev.holdfast.alerting.actuator.FlagActuator;
import dev.holdfast.alerting.actuator.GitActuator;
import dev.holdfast.alerting.actuator.HookActuator;
import dev.holdfast.alerting.actuator.KubernetesActuator;
import dev.holdfast.alerting.actuator.LiteLlmActuator;
import dev.holdfast.alerting.actuator.MlflowActuator;
import dev.holdfast.alerting.actuator.OpenClawActuator;
import dev.holdfast.alerting.actuator.WebhookActuator;
import dev.holdfast.alerting.wire.Line;
import dev.holdfast.alerting.wire.WebhookKey;
import dev.holdfast.harness.secret.Secrets;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// What holds an agent's pin, as the file names it.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PinEntry.OpenClaw.class, name = "openclaw"),
    @JsonSubTypes.Type(value = PinEntry.LiteLlm.class, name = "litellm"),
    @JsonSubTypes.Type(value = PinEntry.Mlflow.class, name = "mlflow"),
    @JsonSubTypes.Type(value = PinEntry.Flagd.class, name = "flagd"),
    @JsonSubTypes.Type(value = PinEntry.Git.class, name = "git"),
    @JsonSubTypes.Type(value = PinEntry.ConfigMap.class, name = "configmap"),
    @JsonSubTypes.Type(value = PinEntry.Argo.class, name = "argo"),
    @JsonSubTypes.Type(value = PinEntry.Webhook.class, name = "webhook")
})
public sealed interface PinEntry {
    record OpenClaw(URI url, String token, String agent) implements PinEntry {}

    record LiteLlm(URI url, String key, String model) implements PinEntry {}

    record Mlflow(URI url, Optional<String> token, String model, String alias) implements PinEntry {}

    record Flagd(Path file, String flag) implements PinEntry {}

    /// A pin file, relative to the repository, on a branch that may be pushed.
    record Git(Path repository, String branch, String file, Optional<String> remote) implements PinEntry {}

    /// A key of a ConfigMap, whose place is namespace/name.
    record ConfigMap(URI url, String token, String place, String key) implements PinEntry {}

    /// A rollout, whose place is namespace/name.
    record Argo(URI url, String token, String place) implements PinEntry {}

    /// Whatever holds a pin, or is a remedy, behind a receiver of signed webhooks.
    record Webhook(URI url, String key) implements PinEntry {
        Actuator hook(String name, Line line, Secrets secrets, InstantSource clock) {
            return new HookActuator(line, url, WebhookKey.parse(ReceiverEntry.resolved(key, secrets)), clock, name);
        }
    }

    default Actuator actuator(Line line, Secrets secrets, InstantSource clock) {
        return switch (this) {
            case OpenClaw(var url, var token, var agent) ->
                new OpenClawActuator(line, url, ReceiverEntry.resolved(token, secrets), agent);
            case LiteLlm(var url, var key, var model) ->
                new LiteLlmActuator(line, url, ReceiverEntry.resolved(key, secrets), model);
            case Mlflow(var url, var token, var model, var alias) -> {
                var bearer = token.map(text -> ReceiverEntry.resolved(text, secrets));
                yield new MlflowActuator(line, url, bearer.orElse(""), model, alias);
            }
            case Flagd(var file, var flag) -> new FlagActuator(file, flag);
            case Git(var repository, var branch, var file, var remote) ->
                new GitActuator(repository, branch, file, remote);
            case ConfigMap(var url, var token, var place, var key) ->
                new KubernetesActuator(line, url, ReceiverEntry.resolved(token, secrets), place, key);
            case Argo(var url, var token, var place) ->
                new ArgoActuator(line, url, ReceiverEntry.resolved(token, secrets), place);
            case Webhook(var url, var key) ->
                new WebhookActuator(line, url, WebhookKey.parse(ReceiverEntry.resolved(key, secrets)), clock);
        };
    }
}
