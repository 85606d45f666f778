package dev.interleave.rest;

/// A JSON string, its escapes resolved; its surrogates are paired.
public record JsonString(String value) implements JsonValue {}
