package dev.holdfast.alerting.notify;

import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Urgency;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What people are told, before it takes the form of a channel. All texts are on one line, and none is an agent's.
///
/// @param id        the same whenever this message is made again
/// @param threads   what earlier messages about the same are known by
/// @param source    under which others know this service
/// @param items     the most urgent first, at least one
/// @param chart     a PNG
/// @param validUntil how long the message holds if nothing more is heard
public record Message(
        String id,
        String threads,
        String source,
        Reason reason,
        Instant at,
        List<Item> items,
        Optional<Chart> chart,
        Instant validUntil) {
    public Message {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("a message about nothing");
        }
    }

    /// One incident in it.
    ///
    /// @param summary what broke, in one sentence
    /// @param answers to the questions that somebody has who is woken up
    public record Item(Incident incident, String title, String summary, List<Answer> answers, List<Link> links) {
        public Item {
            answers = List.copyOf(answers);
            links = List.copyOf(links);
        }

        public boolean isResolved() {
            return !incident.isOpen();
        }

        /// `FAIL` or `RESOLVED` and the like, as the first word of a line.
        public String state() {
            if (isResolved()) {
                return "RESOLVED";
            }
            return incident.identity() instanceof Identity.Platform ? "PLATFORM" : "DRIFT";
        }
    }

    /// A question, and what is known of it.
    public record Answer(String question, String text) {}

    /// Where there is more.
    public record Link(String text, String href) {}

    /// A picture of the last runs.
    ///
    /// @param base64 of the PNG
    /// @param href   where it can be fetched, for channels that carry no picture
    public record Chart(String alt, String base64, Optional<String> href) {}

    /// The one that the headline is about.
    public Item lead() {
        return items.getFirst();
    }

    public boolean isResolved() {
        return items.stream().allMatch(Item::isResolved);
    }

    public Urgency urgency() {
        return items.stream()
                .filter(item -> !item.isResolved())
                .map(item -> item.incident().urgency())
                .max(Urgency::compareTo)
                .orElse(Urgency.TICKET);
    }

    /// The headline, with how many more there are.
    public String headline() {
        return "[" + lead().state() + "] " + lead().title() + ": " + lead().summary()
                + (items.size() == 1 ? "" : " (and " + (items.size() - 1) + " more)");
    }
}
