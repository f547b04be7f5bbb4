package dev.holdfast.alerting.channel;

import dev.holdfast.alerting.notify.Message;
import dev.holdfast.alerting.notify.Plain;
import java.util.stream.Collectors;

/// The two bodies of a mail.
final class MailText {
    private MailText() {}

    static String plain(Message message) {
        return message.items().stream().map(MailText::plain).collect(Collectors.joining("\n\n----\n\n"))
                + "\n\nSent because: " + message.reason().words() + "\n";
    }

    private static String plain(Message.Item item) {
        return item.state() + ": " + item.title() + "\n\n"
                + item.answers().stream()
                        .map(answer -> answer.question() + "\n  " + answer.text())
                        .collect(Collectors.joining("\n\n"))
                + item.links().stream()
                        .map(link -> "\n" + link.text() + ": " + link.href())
                        .collect(Collectors.joining("", "\n", ""));
    }

    static String html(Message message) {
        return "<html><body style=\"font-family:sans-serif;max-width:44em\">"
                + message.items().stream().map(MailText::html).collect(Collectors.joining("<hr>"))
                + message.chart()
                        .map(chart -> "<p><img src=\"cid:chart\" alt=\"" + escaped(chart.alt()) + "\"></p>")
                        .orElse("")
                + "<p style=\"color:#666\">Sent because: "
                + escaped(message.reason().words()) + "</p></body></html>";
    }

    private static String html(Message.Item item) {
        return "<h2>" + escaped(item.state() + ": " + item.title()) + "</h2>"
                + item.answers().stream()
                        .map(answer ->
                                "<p><b>" + escaped(answer.question()) + "</b><br>" + escaped(answer.text()) + "</p>")
                        .collect(Collectors.joining())
                + item.links().stream()
                        .map(link -> "<a href=\"" + escaped(link.href()) + "\">" + escaped(link.text()) + "</a>")
                        .collect(Collectors.joining(" · ", "<p>", "</p>"));
    }

    private static String escaped(String text) {
        return Plain.fit(text, Integer.MAX_VALUE, character -> switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> Character.toString(character);
        });
    }
}
