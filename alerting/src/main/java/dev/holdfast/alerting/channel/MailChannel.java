package dev.holdfast.alerting.channel;

import dev.holdfast.alerting.notify.Channel;
import dev.holdfast.alerting.notify.Delivery;
import dev.holdfast.alerting.notify.Letter;
import dev.holdfast.alerting.notify.Message;
import dev.holdfast.alerting.notify.Payload;
import dev.holdfast.alerting.notify.Plain;
import dev.holdfast.alerting.notify.Retries;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.converter.EmailConverter;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/// E-mail over SMTP. What is kept is the finished mail, so that every attempt sends the same bytes; later mails about
/// the same refer to the first, so that they form one thread.
public final class MailChannel implements Channel {
    static final int SUBJECT = 200;

    private final Server server;
    private final String from;
    private final List<String> to;

    /// Where mail is handed over.
    ///
    /// @param user empty for a server that asks for none
    public record Server(String host, int port, String user, String password, boolean tls, Duration patience) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    public MailChannel(Server server, String from, List<String> to) {
        this.server = server;
        this.from = from;
        this.to = List.copyOf(to);
    }

    @Override
    public List<Payload> render(Message message) {
        var host = from.substring(from.indexOf('@') + 1);
        var builder = EmailBuilder.startingBlank()
                .from(from)
                .toMultiple(to)
                .withSubject(Plain.line(message.headline(), SUBJECT))
                .fixingMessageId("<" + message.id() + "@" + host + ">")
                .fixingSentDate(Date.from(message.at()))
                .withHeader("In-Reply-To", "<" + message.threads() + "@" + host + ">")
                .withHeader("References", "<" + message.threads() + "@" + host + ">")
                .withHeader("Auto-Submitted", "auto-generated")
                .withPlainText(MailText.plain(message))
                .withHTMLText(MailText.html(message));
        message.chart()
                .ifPresent(chart ->
                        builder.withEmbeddedImage("chart", Base64.getDecoder().decode(chart.base64()), "image/png"));
        return List.of(new Payload(message.id(), eml(builder.buildEmail())));
    }

    @Override
    public Optional<Payload> render(Letter letter) {
        var email = EmailBuilder.startingBlank()
                .from(from)
                .toMultiple(to)
                .withSubject(Plain.line(letter.subject(), SUBJECT))
                .fixingMessageId("<" + letter.id() + "@" + from.substring(from.indexOf('@') + 1) + ">")
                .fixingSentDate(Date.from(letter.at()))
                .withHeader("Auto-Submitted", "auto-generated")
                .withPlainText(String.join("\n", letter.lines()) + "\n")
                .buildEmail();
        return Optional.of(new Payload(letter.id(), eml(email)));
    }

    private static String eml(Email email) {
        return EmailConverter.emailToEML(email);
    }

    @Override
    public Delivery deliver(Payload payload, Instant now) {
        try {
            var mail = EmailConverter.emlToMimeMessage(payload.body(), session());
            try (var transport = mail.getSession().getTransport()) {
                connect(transport);
                transport.sendMessage(mail, addresses());
            }
            return new Delivery.Delivered();
        } catch (SendFailedException e) {
            return refusedForGood(e) ? new Delivery.Refused(reason(e)) : failed(e);
        } catch (AddressException e) {
            return new Delivery.Refused(reason(e));
        } catch (MessagingException e) {
            return failed(e);
        }
    }

    @Override
    public Retries retries() {
        return Retries.URGENT;
    }

    private void connect(Transport transport) throws MessagingException {
        if (server.user().isEmpty()) {
            transport.connect();
        } else {
            transport.connect(server.user(), server.password());
        }
    }

    private Address[] addresses() throws AddressException {
        return InternetAddress.parse(String.join(",", to));
    }

    private jakarta.mail.Session session() {
        var millis = (int) server.patience().toMillis();
        var session = MailerBuilder.withSMTPServer(server.host(), server.port())
                .withTransportStrategy(server.tls() ? TransportStrategy.SMTP_TLS : TransportStrategy.SMTP)
                .withSessionTimeout(millis)
                .buildMailer()
                .getSession();
        Properties properties = session.getProperties();
        properties.setProperty("mail.transport.protocol", "smtp");
        return session;
    }

    private static Delivery failed(MessagingException e) {
        return new Delivery.Failed(reason(e), Optional.empty());
    }

    /// Without the server's words, which may repeat an address.
    private static String reason(MessagingException e) {
        return "SMTP: " + e.getClass().getSimpleName();
    }

    /// A server says 5xx for never, and 4xx for not now.
    private static boolean refusedForGood(SendFailedException e) {
        for (Exception next = e; next instanceof MessagingException each; next = each.getNextException()) {
            if (next instanceof org.eclipse.angus.mail.smtp.SMTPAddressFailedException refused) {
                return refused.getReturnCode() >= 500;
            }
            if (next instanceof org.eclipse.angus.mail.smtp.SMTPSendFailedException refused) {
                return refused.getReturnCode() >= 500;
            }
        }
        return false;
    }
}
