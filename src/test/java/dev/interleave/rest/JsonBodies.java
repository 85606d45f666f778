package dev.interleave.rest;

import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.json.StrictJson;

/// Request bodies, for tests of other modules.
public final class JsonBodies {

    private JsonBodies() {}

    /// @param body as it is sent
    /// @return as it is read
    /// @throws ProblemException if it is refused
    public static JsonObject parse(byte[] body) {
        return StrictJson.parse(body);
    }
}
