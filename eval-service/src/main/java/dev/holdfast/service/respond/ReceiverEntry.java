package dev.holdfast.service.respond;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.holdfast.alerting.channel.AlertmanagerChannel;
import dev.holdfast.alerting.channel.MailChannel;
import dev.holdfast.alerting.channel.PagerDutyChannel;
import dev.holdfast.alerting.channel.SlackChannel;
import dev.holdfast.alerting.channel.WebhookChannel;
import dev.holdfast.alerting.notify.Channel;
import dev.holdfast.alerting.wire.Line;
import dev.holdfast.alerting.wire.WebhookKey;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.pact.Reference;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One receiver as the file names it.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ReceiverEntry.Slack.class, name = "slack"),
    @JsonSubTypes.Type(value = ReceiverEntry.PagerDuty.class, name = "pagerduty"),
    @JsonSubTypes.Type(value = ReceiverEntry.Alertmanager.class, name = "alertmanager"),
    @JsonSubTypes.Type(value = ReceiverEntry.Mail.class, name = "mail"),
    @JsonSubTypes.Type(value = ReceiverEntry.Webhook.class, name = "webhook")
})
public sealed interface ReceiverEntry {
    /// An incoming webhook; its address is the secret.
    record Slack(String url) implements ReceiverEntry {}

    record PagerDuty(String key, Optional<URI> url) implements ReceiverEntry {}

    record Alertmanager(URI url, Optional<String> token) implements ReceiverEntry {}

    record Mail(
            String host,
            int port,
            boolean tls,
            Optional<String> user,
            Optional<String> password,
            String from,
            List<String> to)
            implements ReceiverEntry {}

    /// A receiver of signed webhooks; its key is `whsec_…` or `whsk_…`.
    record Webhook(URI url, String key) implements ReceiverEntry {}

    /// How long a mail server may take.
    Duration PATIENCE = Duration.ofSeconds(20);

    default Channel channel(Line line, Secrets secrets) {
        return switch (this) {
            case Slack(var url) -> new SlackChannel(line, URI.create(resolved(url, secrets)));
            case PagerDuty(var key, var url) ->
                new PagerDutyChannel(line, url.orElse(PagerDutyChannel.HOME), resolved(key, secrets));
            case Alertmanager(var url, var token) ->
                new AlertmanagerChannel(
                        line, url, token.map(text -> resolved(text, secrets)).orElse(""));
            case Mail mail ->
                new MailChannel(
                        new MailChannel.Server(
                                mail.host(),
                                mail.port(),
                                mail.user().orElse(""),
                                mail.password()
                                        .map(text -> resolved(text, secrets))
                                        .orElse(""),
                                mail.tls(),
                                PATIENCE),
                        mail.from(),
                        mail.to());
            case Webhook(var url, var key) -> new WebhookChannel(line, url, WebhookKey.parse(resolved(key, secrets)));
        };
    }

    /// A secret stands in the file by reference only.
    static String resolved(String text, Secrets secrets) {
        if (!Reference.FORM.matcher(text).find()) {
            throw new IllegalArgumentException("a secret is written as ${env:NAME} or ${file:PATH}, never itself");
        }
        return secrets.resolve(new Reference(text));
    }
}
