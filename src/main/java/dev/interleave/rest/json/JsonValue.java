package dev.interleave.rest.json;

/// A JSON value as it was sent: nothing is converted before it is read. Immutable.
public sealed interface JsonValue permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {}
