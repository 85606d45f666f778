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

/// The body of `POST /v1/api-keys`.
///
/// @param name to know it by
/// @param owner for whom it is to act
/// @param role what it may do
/// @param expiresIn after which it is of no use, or null
record ApiKeyRequest(
        String name, String owner, Role role, @Nullable Duration expiresIn) {

    /// The same, for the API documentation.
    @Schema(name = "CreateApiKey", description = "Only name and role are required")
    record RequestView(
            @Schema(
                    description = "To know it by; unique",
                    example = "build-server",
                    pattern = ApiKey.NAME_PATTERN,
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String name,

            @Schema(
                    description =
                            "What it may do: look (reader), also submit and change (submitter), everything (admin)",
                    allowableValues = {"reader", "submitter", "admin"},
                    requiredMode = Schema.RequiredMode.REQUIRED)
            String role,

            @Schema(
                    description = "Whose jobs and callbacks it sees and makes; by default, its name",
                    example = "team-a",
                    pattern = ApiKey.NAME_PATTERN)
            @Nullable
            String owner,

            @Schema(
                    description =
                            "How long it is of use, as an ISO 8601 duration from PT1S to P3650D; by default, until it"
                                    + " is revoked",
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
                "There is an API key of this name already.",
                List.of(new FieldError("/name", "is taken: choose another name, or revoke that key first")));
    }

    private static String name(JsonFields fields, String member, String otherwise) {
        String name = fields.string(member, MAX_NAME).orElse(otherwise);
        if (!ApiKey.isName(name)) {
            fields.addError(member, ApiKey.NAMES);
        }
        return name;
    }
}
