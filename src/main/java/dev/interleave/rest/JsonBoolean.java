package dev.interleave.rest;

/// `true` or `false`.
public record JsonBoolean(boolean value) implements JsonValue {}
