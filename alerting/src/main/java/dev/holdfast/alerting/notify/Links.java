package dev.holdfast.alerting.notify;

import dev.holdfast.alerting.incident.Incident;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the things that a message speaks of can be looked at.
///
/// @param base     of the service, where people can reach it
/// @param source   under which others know this service
/// @param pictures of the service, where the machines of a receiver can fetch one; absent where they cannot, since
///                 some refuse a whole message whose picture they do not get
public record Links(Optional<URI> base, String source, Optional<URI> pictures) {
    /// Of one machine without a service.
    public static final Links NONE = new Links(Optional.empty(), "holdfast", Optional.empty());

    List<Message.Link> of(Incident incident) {
        var links = new ArrayList<Message.Link>();
        base.ifPresent(_ -> {
            links.add(new Message.Link("Incident", at(base, "/incidents/" + incident.id())));
            links.add(new Message.Link(
                    "Evaluation", at(base, "/evaluations/" + incident.latest().evaluation())));
        });
        incident.contact()
                .runbook()
                .filter(Links::isAddress)
                .ifPresent(runbook -> links.add(new Message.Link("Runbook", runbook)));
        return links;
    }

    Optional<String> chart(Incident incident) {
        return pictures.map(
                _ -> at(pictures, "/charts/" + incident.identity().organisation() + "/" + incident.id() + ".png"));
    }

    private static String at(Optional<URI> base, String path) {
        return base.map(URI::toString).orElse("").replaceAll("/+$", "") + path;
    }

    private static boolean isAddress(String text) {
        return text.matches("https?://[^\\s<>|]+");
    }
}
