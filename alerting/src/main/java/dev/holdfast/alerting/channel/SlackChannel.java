package dev.holdfast.alerting.channel;

import dev.holdfast.alerting.notify.Channel;
import dev.holdfast.alerting.notify.Delivery;
import dev.holdfast.alerting.notify.Message;
import dev.holdfast.alerting.notify.Payload;
import dev.holdfast.alerting.notify.Plain;
import dev.holdfast.alerting.notify.Retries;
import dev.holdfast.alerting.wire.Line;
import dev.holdfast.alerting.wire.Request;
import dev.holdfast.schema.json.Json;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A Slack incoming webhook. One message for the whole group; its address is the secret.
public final class SlackChannel implements Channel {
    static final int HEADER = 150;
    static final int SECTION = 3000;
    static final int BUTTON = 75;
    static final int ADDRESS = 3000;
    private static final int OTHERS = 10;
    private static final int BUTTONS = 5;

    private final Line line;
    private final URI hook;

    public SlackChannel(Line line, URI hook) {
        this.line = line;
        this.hook = hook;
    }

    @Override
    public List<Payload> render(Message message) {
        var blocks = new ArrayList<Object>();
        blocks.add(Map.of(
                "type",
                "header",
                "text",
                plain(message.lead().state() + ": " + message.lead().title(), HEADER)));
        message.lead().answers().forEach(answer -> blocks.add(section("*" + answer.question() + "*\n", answer.text())));
        message.items().stream()
                .skip(1)
                .limit(OTHERS)
                .forEach(item -> blocks.add(section("*" + item.state() + "* ", item.title() + ": " + item.summary())));
        if (message.items().size() > OTHERS + 1) {
            blocks.add(section("", "and " + (message.items().size() - OTHERS - 1) + " more"));
        }
        message.chart()
                .flatMap(Message.Chart::href)
                .filter(SlackChannel::isShort)
                .ifPresent(href -> blocks.add(image(message, href)));
        blocks.add(Map.of(
                "type",
                "context",
                "elements",
                List.of(mrkdwn("Sent because: ", message.reason().words() + " · " + message.at()))));
        var buttons = buttons(message);
        if (!buttons.isEmpty()) {
            blocks.add(Map.of("type", "actions", "elements", buttons));
        }
        var body = Map.of("text", escaped(message.headline(), SECTION), "blocks", blocks);
        return List.of(new Payload(message.id(), Json.canonical(body)));
    }

    @Override
    public Delivery deliver(Payload payload, Instant now) {
        return Delivery.of(line.send(Request.json("POST", hook, payload.body())));
    }

    @Override
    public Retries retries() {
        return Retries.URGENT;
    }

    private static Object image(Message message, String href) {
        var alt = message.chart().map(Message.Chart::alt).orElse("");
        return Map.of("type", "image", "image_url", href, "alt_text", Plain.line(alt, 2000));
    }

    private static List<Object> buttons(Message message) {
        return message.lead().links().stream()
                .filter(link -> isShort(link.href()))
                .limit(BUTTONS)
                .map(link -> (Object) Map.of("type", "button", "text", plain(link.text(), BUTTON), "url", link.href()))
                .toList();
    }

    /// Half an address leads nowhere, so that one which is too long is left out.
    private static boolean isShort(String href) {
        return href.length() <= ADDRESS;
    }

    private static Object section(String lead, String text) {
        return Map.of("type", "section", "text", mrkdwn(lead, text));
    }

    private static Object mrkdwn(String lead, String text) {
        return Map.of("type", "mrkdwn", "text", lead + escaped(text, SECTION - lead.length()));
    }

    private static Object plain(String text, int longest) {
        return Map.of("type", "plain_text", "text", Plain.line(text, longest));
    }

    /// Nothing in it can be a link or call a channel, and nothing is set bold or struck out by its own characters.
    private static String escaped(String text, int longest) {
        return Plain.fit(text, longest, character -> switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            // a joiner that is not seen keeps the sign from meaning anything
            case '*', '_', '~', '`' -> "\u2060" + Character.toString(character);
            default -> Character.toString(character);
        });
    }
}
