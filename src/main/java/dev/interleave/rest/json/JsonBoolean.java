package dev.interleave.rest.json;

/// `true` or `false`.
public record JsonBoolean(boolean value) implements JsonValue {}
