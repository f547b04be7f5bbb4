package dev.holdfast.alerting.incident;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.holdfast.schema.json.Json;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What makes two sightings the same trouble. Never a run, a score or a time.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Identity.Drift.class, name = "drift"),
    @JsonSubTypes.Type(value = Identity.Platform.class, name = "platform")
})
public sealed interface Identity {
    /// A promise that an agent no longer keeps.
    ///
    /// @param slice the tag, where it is not all tasks of the promise
    record Drift(Subject subject, String promise, Optional<String> slice) implements Identity {
        @Override
        public String organisation() {
            return subject.organisation();
        }
    }

    /// Something that measures, and does not work. It belongs to the owners of the service, whichever agent shows it.
    ///
    /// @param name of the target, the judge or the part of the service
    record Platform(String organisation, Part part, String name) implements Identity {}

    /// What does not work.
    enum Part {
        /// The agent does not answer.
        TARGET("cannot be reached", false),
        /// A judge does not answer, or no longer agrees with its calibration.
        JUDGE("cannot be relied on", true),
        /// The control, which nobody changes, fails.
        CONTROL("fails, so that nothing measured with it counts", true),
        /// Holdfast itself, or what many agents share.
        EVALUATOR("cannot be relied on", true),
        /// Many agents fail at once, so that whatever they share is the suspect. What each run measured still counts,
        /// and a person may act on it; the service does not by itself.
        BREAKER("is open, so that nothing is done without a person", true, false);

        private final String trouble;
        private final boolean ours;
        private final boolean spoils;

        Part(String trouble, boolean ours) {
            this(trouble, ours, true);
        }

        Part(String trouble, boolean ours, boolean spoils) {
            this.trouble = trouble;
            this.ours = ours;
            this.spoils = spoils;
        }

        /// Whether what is measured meanwhile says nothing about an agent.
        public boolean spoils() {
            return spoils;
        }

        /// As the end of a sentence.
        public String trouble() {
            return trouble;
        }

        /// Whether the owners of the service can mend it. A provider's outage ends without them.
        public boolean isOurs() {
            return ours;
        }

        /// As it is written in documents.
        public String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    String organisation();

    /// Names it to other systems, which know by it that two messages are about the same trouble.
    default String key() {
        return "holdfast-" + Json.digest(this).hex();
    }

    /// What routes and silences look at.
    default SortedMap<String, String> labels() {
        var labels = new TreeMap<String, String>();
        labels.put("organisation", organisation());
        switch (this) {
            case Drift(var subject, var promise, var slice) -> {
                labels.put("kind", "drift");
                subject.project().ifPresent(project -> labels.put("project", project));
                labels.put("pact", subject.pact());
                labels.put("agent", subject.agent());
                labels.put("environment", subject.environment());
                labels.put("promise", promise);
                slice.ifPresent(tag -> labels.put("slice", tag));
            }
            case Platform(var _, var part, var name) -> {
                labels.put("kind", "platform");
                labels.put("part", part.key());
                labels.put("name", name);
            }
        }
        return labels;
    }
}
