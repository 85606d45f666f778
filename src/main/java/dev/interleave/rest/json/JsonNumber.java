package dev.interleave.rest.json;

/// A JSON number as its characters, of any length.
public record JsonNumber(String text) implements JsonValue {}
