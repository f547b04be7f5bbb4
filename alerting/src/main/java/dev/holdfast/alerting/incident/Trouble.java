package dev.holdfast.alerting.incident;

/// Something that measures does not work. It says nothing about the agent.
///
/// @param name     of the target, the judge or the part of the service
/// @param sentence what was seen of it
public record Trouble(Identity.Part part, String name, String sentence) {
    Identity.Platform identity(String organisation) {
        return new Identity.Platform(organisation, part, name);
    }
}
