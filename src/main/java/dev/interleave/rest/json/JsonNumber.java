package dev.interleave.rest.json;

/// A JSON number as its very characters, of whatever length.
public record JsonNumber(String text) implements JsonValue {}
