package dev.interleave.rest.json;

/// An explicit `null`, which is not the same as a member that was left out.
public record JsonNull() implements JsonValue {}
