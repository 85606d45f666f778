package dev.interleave.rest.idempotency;

/// The header `Idempotency-Key` of a request. Immutable.
///
/// @param owner of the request; other owners may use the same value
/// @param value what the client sent
/// @param fingerprint tells requests with different paths or bodies apart
public record RequestKey(String owner, String value, String fingerprint) {}
