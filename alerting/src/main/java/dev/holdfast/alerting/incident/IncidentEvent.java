package dev.holdfast.alerting.incident;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/// One line of an agent's behavioural history: what was seen, what was decided, what came of it.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = IncidentEvent.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = IncidentEvent.SeenAgain.class, name = "seen_again"),
    @JsonSubTypes.Type(value = IncidentEvent.MoreUrgent.class, name = "more_urgent"),
    @JsonSubTypes.Type(value = IncidentEvent.Spread.class, name = "spread"),
    @JsonSubTypes.Type(value = IncidentEvent.NotCounted.class, name = "not_counted"),
    @JsonSubTypes.Type(value = IncidentEvent.Acknowledged.class, name = "acknowledged"),
    @JsonSubTypes.Type(value = IncidentEvent.Acted.class, name = "acted"),
    @JsonSubTypes.Type(value = IncidentEvent.PutForward.class, name = "put_forward"),
    @JsonSubTypes.Type(value = IncidentEvent.Ended.class, name = "ended")
})
public sealed interface IncidentEvent {
    record Opened(Sighting sighting) implements IncidentEvent {}

    /// The same, better or worse, but neither over nor more urgent.
    record SeenAgain(Sighting sighting) implements IncidentEvent {}

    record MoreUrgent(Sighting sighting) implements IncidentEvent {}

    /// A platform incident shows on one more agent, or on one fewer.
    record Spread(Subject subject, boolean affected) implements IncidentEvent {}

    /// The run is no evidence about the agent: something that measures did not work.
    record NotCounted(String evaluation, String reason) implements IncidentEvent {}

    record Acknowledged(Incident.Acknowledged acknowledged) implements IncidentEvent {}

    /// An action came to a state that matters here.
    record Acted(String action, String state, String sentence) implements IncidentEvent {}

    /// The runs since the change were put forward as a baseline, which somebody else certifies or rejects.
    record PutForward(String baseline, List<String> runs) implements IncidentEvent {
        public PutForward {
            runs = List.copyOf(runs);
        }
    }

    record Ended(Incident.Ending ending) implements IncidentEvent {}
}
