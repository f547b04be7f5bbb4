package dev.holdfast.alerting.notify;

/// A message in the form of one channel, rendered once. Every attempt sends these very bytes, and the secrets of the
/// channel are not among them.
///
/// @param id the same at every attempt; receivers know by it that two are one
public record Payload(String id, String body) {}
