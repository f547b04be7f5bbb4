package dev.holdfast.alerting.channel;

import static dev.holdfast.alerting.Examples.MORNING;
import static dev.holdfast.alerting.Examples.incident;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.alerting.notify.Channel;
import dev.holdfast.alerting.notify.Delivery;
import dev.holdfast.alerting.notify.Message;
import dev.holdfast.alerting.notify.Messages;
import dev.holdfast.alerting.notify.Payload;
import dev.holdfast.alerting.notify.Reason;
import dev.holdfast.alerting.wire.HttpLine;
import dev.holdfast.alerting.wire.Receiver;
import dev.holdfast.alerting.wire.WebhookKey;
import dev.holdfast.schema.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Each channel against a receiver that holds every payload to the limits that its maker publishes.
final class ChannelsTest {
    private static final WebhookKey KEY = WebhookKey.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private final Receiver receiver = new Receiver();
    private final HttpLine line = new HttpLine(Duration.ofSeconds(5));

    @AfterEach
    void close() {
        receiver.close();
        line.close();
    }

    @Test
    void slackTakesEveryMessageHoweverLongAndHostile() {
        receiver.answersBy(SlackLimits::answer);
        var slack = new SlackChannel(line, receiver.uri("/services/T0/B0/secret"));

        assertThat(deliver(slack, Messages.firing(), Messages.hostile(), over()))
                .containsOnly(new Delivery.Delivered());

        var text = receiver.received().get(1).body();
        assertThat(text).doesNotContain("<!channel>", "<https").contains("&lt;!channel&gt;", "and 49 more");
        assertThat(receiver.received().getFirst().body()).contains("What you can do", "first notification");
    }

    @Test
    void pagerDutyTakesOneEventAnIncidentAndKeepsItsIdentity() {
        receiver.answersBy(PagerDutyLimits::answer);
        var pagerDuty = new PagerDutyChannel(line, receiver.uri("/v2/enqueue"), "R".repeat(32));

        assertThat(deliver(pagerDuty, Messages.firing(), Messages.hostile(), over()))
                .hasSize(62)
                .containsOnly(new Delivery.Delivered());

        var first = Json.tree("event", receiver.received().getFirst().body());
        var last = Json.tree("event", receiver.received().getLast().body());
        assertThat(first.path("dedup_key").asText())
                .isEqualTo(incident().identity().key());
        assertThat(first.at("/payload/custom_details/how_sure").asText()).contains("95 % interval");
        assertThat(last.path("dedup_key")).isEqualTo(first.path("dedup_key"));
        assertThat(last.path("event_action").asText()).isEqualTo("resolve");
        assertThat(pagerDuty.render(Messages.firing()).getFirst().body()).doesNotContain("RRRR");
    }

    @Test
    void alertmanagerKnowsAnAlertByItsIdentityAloneAndUntilWhen() {
        receiver.answersBy(_ -> Receiver.Answer.of(200, ""));
        var alertmanager = new AlertmanagerChannel(line, receiver.uri("/"), "");

        assertThat(deliver(alertmanager, Messages.firing(), over())).containsOnly(new Delivery.Delivered());

        var firing = Json.tree("alerts", receiver.received().getFirst().body()).path(0);
        var over = Json.tree("alerts", receiver.received().getLast().body()).path(0);
        assertThat(receiver.received().getFirst().path()).isEqualTo("/api/v2/alerts");
        assertThat(firing.path("labels")).isEqualTo(over.path("labels"));
        assertThat(firing.at("/labels/alertname").asText()).isEqualTo("BehaviourDrift");
        assertThat(instant(firing, "endsAt")).isEqualTo(MORNING.plus(Duration.ofHours(18)));
        assertThat(instant(over, "endsAt")).isEqualTo(MORNING.plus(Duration.ofHours(6)));
    }

    @Test
    void webhooksAreSignedCloudEventsBelowTwentyKilobytes() {
        receiver.answersBy(CloudEventLimits::answer);
        var webhook = new WebhookChannel(line, receiver.uri("/hook"), KEY);

        assertThat(deliver(webhook, Messages.firing(), Messages.hostile(), over()))
                .containsOnly(new Delivery.Delivered());

        var got = receiver.received().getFirst();
        assertThat(KEY.verifies(
                        got.header("webhook-id"),
                        Instant.ofEpochSecond(Long.parseLong(got.header("webhook-timestamp"))),
                        got.body(),
                        got.header("webhook-signature"),
                        MORNING))
                .isTrue();
        assertThat(Json.tree("event", got.body()).path("id").asText()).isEqualTo(got.header("webhook-id"));
    }

    /// Invariant 9.
    @Test
    void sendsTheSameBytesAtEveryAttempt() {
        receiver.answers(503, "").answers(429, "", "Retry-After", "2").answers(200, "");
        var channels = List.of(
                new SlackChannel(line, receiver.uri("/slack")),
                new PagerDutyChannel(line, receiver.uri("/pd"), "key"),
                new AlertmanagerChannel(line, receiver.uri("/am"), "token"),
                new WebhookChannel(line, receiver.uri("/hook"), KEY));

        for (Channel channel : channels) {
            receiver.received().clear();
            var payload = channel.render(Messages.firing()).getFirst();
            channel.deliver(payload, MORNING);
            channel.deliver(payload, MORNING.plusSeconds(5));
            channel.deliver(payload, MORNING.plusSeconds(600));

            assertThat(receiver.received()).extracting(Receiver.Received::body).hasSize(3);
            assertThat(receiver.received().stream().map(Receiver.Received::body).distinct())
                    .hasSize(1);
        }
    }

    @Test
    void tellsWhatIsWorthAnotherTryFromWhatIsNot() {
        receiver.answers(500, "")
                .answers(429, "", "Retry-After", "7")
                .answers(400, "")
                .answers(302, "")
                .answers(410, "");
        var webhook = new WebhookChannel(line, receiver.uri("/hook"), KEY);
        var payload = new Payload("msg_1", "{}");

        assertThat(webhook.deliver(payload, MORNING)).isEqualTo(new Delivery.Failed("HTTP 500", Optional.empty()));
        assertThat(webhook.deliver(payload, MORNING))
                .isEqualTo(new Delivery.Failed("HTTP 429", Optional.of(Duration.ofSeconds(7))));
        assertThat(webhook.deliver(payload, MORNING)).isEqualTo(new Delivery.Refused("HTTP 400"));
        assertThat(webhook.deliver(payload, MORNING)).isEqualTo(new Delivery.Refused("HTTP 302"));
        assertThat(webhook.deliver(payload, MORNING)).isEqualTo(new Delivery.Gone());
    }

    @Test
    void drawsAPictureWithoutFonts() throws Exception {
        var chart = new TrendChart(
                .95, .9, List.of(new TrendChart.Point(.95, .93, .97, false), new TrendChart.Point(.85, .8, .89, true)));

        var image = javax.imageio.ImageIO.read(
                new java.io.ByteArrayInputStream(java.util.Base64.getDecoder().decode(chart.base64())));

        assertThat(image.getWidth()).isEqualTo(640);
        assertThat(chart.base64().getBytes(StandardCharsets.US_ASCII)).hasSizeLessThan(20_000);
    }

    private static Message over() {
        return Messages.message(Reason.ALL_INCIDENTS_RESOLVED, List.of(), List.of(Messages.recovered()));
    }

    private static List<Delivery> deliver(Channel channel, Message... messages) {
        return List.of(messages).stream()
                .flatMap(message -> channel.render(message).stream())
                .map(payload -> channel.deliver(payload, MORNING))
                .toList();
    }

    private static Instant instant(JsonNode node, String field) {
        return Instant.parse(node.path(field).asText());
    }
}
