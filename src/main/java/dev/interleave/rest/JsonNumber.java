package dev.interleave.rest;

/// A JSON number as its very characters, of whatever length.
public record JsonNumber(String text) implements JsonValue {}
