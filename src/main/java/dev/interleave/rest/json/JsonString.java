package dev.interleave.rest.json;

/// A JSON string, its escapes resolved; its surrogates are paired.
public record JsonString(String value) implements JsonValue {}
