package dev.holdfast.service.evaluation;

import dev.holdfast.baselines.certify.SigningKey;

/// Who certifies and evaluates here.
///
/// @param key     signs the baselines that are certified on the server
/// @param version of Holdfast, which stands in every document
public record ServiceIdentity(SigningKey key, String version) {}
