package dev.interleave.rest.json;

/// A JSON value just as it was sent: nothing is converted before somebody asks for it.
public sealed interface JsonValue permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {}
