package dev.holdfast.schema.pact;

/// What an agent's tokens cost: always the same, or by model and day.
public sealed interface Pricing permits Agent.Price, PriceTable {}
