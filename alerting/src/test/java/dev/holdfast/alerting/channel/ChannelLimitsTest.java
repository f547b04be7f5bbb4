package dev.holdfast.alerting.channel;

import static dev.holdfast.alerting.Examples.MORNING;
import static dev.holdfast.alerting.Examples.incident;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.alerting.notify.Channel;
import dev.holdfast.alerting.notify.Delivery;
import dev.holdfast.alerting.notify.Message;
import dev.holdfast.alerting.notify.Reason;
import dev.holdfast.alerting.wire.HttpLine;
import dev.holdfast.alerting.wire.Receiver;
import dev.holdfast.alerting.wire.WebhookKey;
import dev.holdfast.schema.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every part of a message at each published limit, one below it, one beyond it, and far beyond it, in letters, in what
/// an encoding makes longer, and in characters that take two of Java's. A part that fits is not cut.
final class ChannelLimitsTest {
    private static final WebhookKey KEY = WebhookKey.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final List<String> LETTERS = List.of("a", "&", "\uD834\uDD1E");

    private final Receiver receiver = new Receiver();
    private final HttpLine line = new HttpLine(Duration.ofSeconds(5));

    @AfterEach
    void close() {
        receiver.close();
        line.close();
    }

    static Stream<Arguments> parts() {
        var around = Stream.of(75, 150, 200, 255, 998, 1024, 2000, 3000, 20_000, 512_000)
                .flatMap(limit -> Stream.of(limit - 1, limit, limit + 1))
                .toList();
        return Stream.of("title", "summary", "answer", "link text", "address", "picture", "alternative text")
                .flatMap(part -> around.stream().map(length -> Arguments.of(part, length)));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("parts")
    void everyChannelIsTakenWhateverIsLong(String part, int length) {
        for (var letter : LETTERS) {
            var message = message(part, letter.repeat(length));

            receiver.answersBy(SlackLimits::answer);
            assertThat(deliver(slack(), message)).as("Slack, %s", letter).containsOnly(new Delivery.Delivered());
            receiver.answersBy(PagerDutyLimits::answer);
            assertThat(deliver(pagerDuty(), message))
                    .as("PagerDuty, %s", letter)
                    .containsOnly(new Delivery.Delivered());
            receiver.answersBy(CloudEventLimits::answer);
            assertThat(deliver(webhook(), message)).as("webhook, %s", letter).containsOnly(new Delivery.Delivered());
            receiver.answersBy(ChannelLimitsTest::alertmanager);
            assertThat(deliver(alertmanager(), message))
                    .as("Alertmanager, %s", letter)
                    .containsOnly(new Delivery.Delivered());
        }
    }

    /// A mail has lines of 998 bytes at most (RFC 5322).
    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("parts")
    void noMailHasALongerLineThanServersTake(String part, int length) {
        if (length > 3001) {
            return;
        }
        var mail = new MailChannel(
                new MailChannel.Server("127.0.0.1", 1, "", "", false, Duration.ofSeconds(1)),
                "holdfast@example.com",
                List.of("oncall@example.com"));
        for (var letter : LETTERS) {
            assertThat(mail.render(message(part, letter.repeat(length)))
                            .getFirst()
                            .body()
                            .lines())
                    .allMatch(text -> text.getBytes(StandardCharsets.UTF_8).length <= 998);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 11, 12, 49, 50, 51, 300})
    void slackTakesAnyNumberOfIncidentsInOneMessage(int count) {
        receiver.answersBy(SlackLimits::answer);

        assertThat(deliver(slack(), message("none", "", count))).containsOnly(new Delivery.Delivered());
    }

    @Test
    void cutsNothingThatFits() {
        receiver.answersBy(_ -> Receiver.Answer.of(200, ""));
        var title = "t".repeat(SlackChannel.HEADER - "DRIFT: ".length());
        deliver(slack(), message("title", title));
        deliver(slack(), message("title", title + "t"));
        var header = "/blocks/0/text/text";

        assertThat(sent(0).at(header).asText()).isEqualTo("DRIFT: " + title);
        assertThat(sent(1).at(header).asText()).endsWith("…").hasSize(SlackChannel.HEADER);

        receiver.received().clear();
        var summary = "s".repeat(PagerDutyChannel.SUMMARY - "[DRIFT] title: ".length());
        deliver(pagerDuty(), message("summary", summary));
        deliver(pagerDuty(), message("summary", summary + "s"));

        assertThat(sent(0).at("/payload/summary").asText()).isEqualTo("[DRIFT] title: " + summary);
        assertThat(sent(1).at("/payload/summary").asText()).endsWith("…").hasSize(PagerDutyChannel.SUMMARY);
    }

    @Test
    void leavesOutWholeWhatWouldMakeNoSenseCut() {
        receiver.answersBy(_ -> Receiver.Answer.of(200, ""));
        var far = message("address", "a".repeat(SlackChannel.ADDRESS));
        var near = message("address", "a".repeat(SlackChannel.ADDRESS - "https://example.com/".length()));
        Stream.of(near, far).forEach(message -> deliver(slack(), message));

        assertThat(sent(0).findValuesAsText("url")).hasSize(1);
        assertThat(sent(1).findValuesAsText("url")).isEmpty();

        receiver.received().clear();
        deliver(webhook(), message("address", "a".repeat(WebhookChannel.BODY)));
        assertThat(sent(0).at("/data/left_out")).hasSize(2);
        assertThat(sent(0).at("/data/incident").asText()).isEqualTo(incident().id());
    }

    private SlackChannel slack() {
        return new SlackChannel(line, receiver.uri("/services/T0/B0/secret"));
    }

    private PagerDutyChannel pagerDuty() {
        return new PagerDutyChannel(line, receiver.uri("/v2/enqueue"), "R".repeat(32));
    }

    private WebhookChannel webhook() {
        return new WebhookChannel(line, receiver.uri("/hook"), KEY);
    }

    private AlertmanagerChannel alertmanager() {
        return new AlertmanagerChannel(line, receiver.uri("/"), "");
    }

    /// It publishes no lengths, and what a label and an annotation may be called.
    private static Receiver.Answer alertmanager(Receiver.Received request) {
        var alerts = Json.tree("alerts", request.body());
        var fits = !alerts.isEmpty();
        for (var alert : alerts) {
            for (var field : List.of("labels", "annotations")) {
                fits &= alert.path(field)
                        .propertyStream()
                        .allMatch(each -> each.getKey().matches("[a-zA-Z_][a-zA-Z0-9_]*"));
            }
        }
        return Receiver.Answer.of(fits ? 200 : 400, "");
    }

    private JsonNode sent(int number) {
        return Json.tree("sent", receiver.received().get(number).body());
    }

    private static List<Delivery> deliver(Channel channel, Message message) {
        return channel.render(message).stream()
                .map(payload -> channel.deliver(payload, MORNING))
                .toList();
    }

    private static Message message(String part, String text) {
        return message(part, text, 1);
    }

    /// A message in which one part is this text.
    private static Message message(String part, String text, int count) {
        Function<String, String> or = name -> part.equals(name) ? text : name;
        var address = "https://example.com/" + (part.equals("address") ? text : "");
        var item = new Message.Item(
                incident(),
                or.apply("title"),
                or.apply("summary"),
                List.of(new Message.Answer("What broke", or.apply("answer"))),
                List.of(new Message.Link(or.apply("link text"), address)));
        var picture = "https://example.com/" + (part.equals("picture") ? text : "chart.png");
        return new Message(
                "msg_1",
                "msg_0",
                "https://holdfast.example.com/acme",
                Reason.FIRST_NOTIFICATION,
                MORNING,
                Collections.nCopies(count, item),
                Optional.of(
                        new Message.Chart(or.apply("alternative text"), "bm90IGEgcGljdHVyZQ==", Optional.of(picture))),
                MORNING.plus(Duration.ofHours(18)));
    }
}
