package dev.interleave.job.model;

/// A client's promise that a request with this key is a repetition of the first one.
///
/// @param owner of the request; other owners may use the same value
/// @param value what the client sent
/// @param fingerprint tells two request bodies apart
public record IdempotencyKey(String owner, String value, String fingerprint) {}
