package dev.interleave.access.key.web;

import dev.interleave.access.Role;
import dev.interleave.access.key.ApiKey;
import dev.interleave.rest.json.JsonFields;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.problem.FieldError;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/api-keys`. Immutable.
///
/// @param name identifies the key
/// @param owner the tenant of the key
/// @param expiresIn lifetime of the key, or null
record ApiKeyRequest(
        String name, String owner, Role role, @Nullable Duration expiresIn) {

    /// Documents the request body.
    @Schema(name = "CreateApiKey", description = "Only name and role are required")
    record RequestView(
            @Schema(
                    description = "Identifies the key; unique",
                    example = "build-server",
                    pattern = ApiKey.NAME_PATTERN,
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String name,

            @Schema(
                    description =
                            "The role of the key: read (reader), also submit and change (submitter), everything (admin)",
                    allowableValues = {"reader", "submitter", "programmer", "admin"},
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String role,

            @Schema(
                    description =
                            "The tenant whose jobs and callbacks it reads and creates; by default, the name of the key",
                    example = "team-a",
                    pattern = ApiKey.NAME_PATTERN)
            @Nullable
            String owner,

            @Schema(
                    description =
                            "Lifetime of the key, an ISO 8601 duration from PT1S to P3650D; by default, until it is"
                                    + " revoked",
                    example = "P90D")
            @Nullable
            String expiresIn) {}

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final int MAX_NAME = 64;

    static ApiKeyRequest read(JsonObject body) {
        JsonFields fields =
                JsonFields.of(body).only("name", "role", "owner", "expiresIn").required("name", "role");
        String name = name(fields, "name", "unnamed");
        ApiKeyRequest request = new ApiKeyRequest(
                name,
                name(fields, "owner", name),
                fields.oneOf(
                                "role",
                                Arrays.stream(Role.values()).map(Role::wireName).toList())
                        .flatMap(Role::of)
                        .orElse(Role.READER),
                fields.duration("expiresIn", SHORTEST, LONGEST).orElse(null));
        fields.throwIfInvalid();
        return request;
    }

    static ProblemException nameTaken() {
        return new ProblemException(
                ProblemType.INVALID_INPUT,
                "An API key with this name exists.",
                List.of(new FieldError("/name", "is taken: choose another name, or revoke the other key first")));
    }

    private static String name(JsonFields fields, String member, String defaultName) {
        String name = fields.string(member, MAX_NAME).orElse(defaultName);
        if (!ApiKey.isName(name)) {
            fields.addError(member, ApiKey.NAME_RULE);
        }
        return name;
    }
}
