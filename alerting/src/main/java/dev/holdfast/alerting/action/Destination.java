package dev.holdfast.alerting.action;

import dev.holdfast.alerting.actuator.Part;
import dev.holdfast.schema.baseline.Certificate;
import dev.holdfast.schema.baseline.Pin;
import dev.holdfast.schema.json.Json;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The behavioural state that an action takes the agent to.
///
/// @param certificate digest of the certificate that vouches for it; absent for a model that somebody just names
/// @param digests     of what else was certified
public record Destination(String model, Optional<String> certificate, SortedMap<Part, String> digests) {
    public Destination {
        digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    }

    /// What was certified; empty where the certificate names no model.
    public static Optional<Destination> of(Certificate certificate) {
        var pin = certificate.pin();
        return model(pin)
                .map(model -> new Destination(
                        model, Optional.of(Json.digest(certificate).value()), digests(pin)));
    }

    /// A model that a person or a pact names.
    public static Destination named(String model) {
        return new Destination(model, Optional.empty(), new TreeMap<>(Map.of()));
    }

    /// The promised one, or else the only one that answered.
    private static Optional<String> model(Pin pin) {
        return pin.model()
                .or(() -> pin.served().size() == 1 ? Optional.of(pin.served().getFirst()) : Optional.empty());
    }

    private static SortedMap<Part, String> digests(Pin pin) {
        var digests = new TreeMap<Part, String>();
        pin.environment().ifPresent(environment -> {
            digests.put(Part.PROMPT, environment.prompt().digest().value());
            digests.put(Part.PARAMETERS, environment.parameters().digest().value());
            digests.put(Part.TOOLS, environment.tools().digest().value());
        });
        return digests;
    }
}
