package dev.holdfast.alerting.notify;

import dev.holdfast.alerting.incident.Incident;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the things that a message speaks of can be looked at.
///
/// @param base   of the service, where people can reach it
/// @param source under which others know this service
public record Links(Optional<URI> base, String source) {
    /// Of one machine without a service.
    public static final Links NONE = new Links(Optional.empty(), "holdfast");

    List<Message.Link> of(Incident incident) {
        var links = new ArrayList<Message.Link>();
        base.ifPresent(_ -> {
            links.add(new Message.Link("Incident", at("/incidents/" + incident.id())));
            links.add(new Message.Link(
                    "Evaluation", at("/evaluations/" + incident.latest().evaluation())));
        });
        incident.contact()
                .runbook()
                .filter(Links::isAddress)
                .ifPresent(runbook -> links.add(new Message.Link("Runbook", runbook)));
        return links;
    }

    Optional<String> chart(Incident incident) {
        return base.map(_ -> at("/incidents/" + incident.id() + "/chart.png"));
    }

    private String at(String path) {
        return base.map(URI::toString).orElse("").replaceAll("/+$", "") + path;
    }

    private static boolean isAddress(String text) {
        return text.matches("https?://[^\\s<>|]+");
    }
}
