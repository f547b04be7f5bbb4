package dev.holdfast.alerting.channel;

import static dev.holdfast.alerting.Examples.MORNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alerting.notify.Delivery;
import dev.holdfast.alerting.notify.Letter;
import dev.holdfast.alerting.notify.Messages;
import dev.holdfast.alerting.notify.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MailChannelTest {
    @Test
    void sendsTheSameMailAtEveryAttemptInOneThread() {
        try (var server = new MailServer()) {
            var mail = channel(server);
            var payload = mail.render(Messages.firing()).getFirst();
            var over = mail.render(
                    Messages.message(Reason.ALL_INCIDENTS_RESOLVED, List.of(), List.of(Messages.recovered())));

            assertThat(mail.deliver(payload, MORNING)).isEqualTo(new Delivery.Delivered());
            assertThat(mail.deliver(payload, MORNING.plusSeconds(9))).isEqualTo(new Delivery.Delivered());
            mail.deliver(over.getFirst(), MORNING);

            assertThat(server.mails().get(0)).isEqualTo(server.mails().get(1));
            assertThat(server.mails().get(0))
                    .contains("Message-ID: <msg_", "Auto-Submitted: auto-generated", "cid:chart");
            assertThat(header(server.mails().get(2), "In-Reply-To"))
                    .isEqualTo(header(server.mails().get(0), "In-Reply-To"));
        }
    }

    @Test
    void carriesALetterThatIsAboutNoIncident() {
        try (var server = new MailServer()) {
            var mail = channel(server);
            var letter =
                    new Letter("weekly-1", MORNING, "3 of 4 pages\r\nBcc: all@example.com", List.of("a: 75 %", "b"));

            var payload = mail.render(letter).orElseThrow();
            mail.deliver(payload, MORNING);
            mail.deliver(payload, MORNING.plusSeconds(9));

            assertThat(server.mails().getFirst())
                    .contains("Message-ID: <weekly-1@example.com>", "a: 75 %")
                    .isEqualTo(server.mails().getLast());
            assertThat(server.mails().getFirst().lines().takeWhile(line -> !line.isEmpty()))
                    .noneMatch(line -> line.startsWith("Bcc:"));
        }
    }

    @Test
    void letsNoTextBecomeAHeaderOrATag() {
        try (var server = new MailServer()) {
            var mail = channel(server);

            mail.deliver(mail.render(Messages.hostile()).getFirst(), MORNING);

            assertThat(server.mails().getFirst().lines().takeWhile(line -> !line.isEmpty()))
                    .noneMatch(line -> line.startsWith("Bcc:"));
            assertThat(MailText.html(Messages.hostile()))
                    .contains("&lt;!channel&gt;")
                    .doesNotContain("<!channel>");
        }
    }

    @Test
    void tellsNotNowFromNever() {
        try (var server = new MailServer()) {
            var mail = channel(server);
            var payload = mail.render(Messages.firing()).getFirst();
            server.refuses("451 come back later").refuses("550 unknown");

            assertThat(mail.deliver(payload, MORNING)).isInstanceOf(Delivery.Failed.class);
            assertThat(mail.deliver(payload, MORNING)).isInstanceOf(Delivery.Refused.class);
            assertThat(mail.deliver(payload, MORNING)).isInstanceOf(Delivery.Delivered.class);
        }
    }

    @Test
    void triesAgainWhereNobodyListens() {
        var server = new MailServer();
        server.close();

        var mail = channel(server);

        assertThat(mail.deliver(mail.render(Messages.firing()).getFirst(), MORNING))
                .isInstanceOf(Delivery.Failed.class);
    }

    private static MailChannel channel(MailServer server) {
        var to = new MailChannel.Server("127.0.0.1", server.port(), "", "", false, Duration.ofSeconds(5));
        return new MailChannel(to, "holdfast@example.com", List.of("oncall@example.com"));
    }

    private static String header(String mail, String name) {
        return mail.lines()
                .filter(line -> line.startsWith(name + ":"))
                .findFirst()
                .orElseThrow();
    }
}
