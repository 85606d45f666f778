package dev.interleave.rest;

/// An explicit `null`, which is not the same as a member that was left out.
public record JsonNull() implements JsonValue {}
