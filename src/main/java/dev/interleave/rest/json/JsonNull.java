package dev.interleave.rest.json;

/// An explicit `null`, as opposed to an absent member.
public record JsonNull() implements JsonValue {}
