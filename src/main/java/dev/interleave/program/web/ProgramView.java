package dev.interleave.program.web;

import dev.interleave.language.Signature;
import dev.interleave.program.ProgramVersion;
import dev.interleave.rest.link.BasePath;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JSON of a named program.
@Schema(name = "Program", description = "A program that was kept under a name")
record ProgramView(
        @Schema(description = "Its name", example = "collatz")
        String name,

        @Schema(description = "Counts the different sources under this name, from 1", example = "2")
        int version,

        @Schema(
                description =
                        "What a job's \"computation\" is to be for this version; without the version, it is the latest",
                example = "collatz@2")
        String reference,

        @Schema(description = "Of the source in UTF-8, in hex")
        String sha256,

        @Schema(description = "For people", example = "Steps of the Collatz sequence")
        String description,

        @Schema(description = "The parameters of main; null if the program has no function main", nullable = true)
        @Nullable
        List<ParameterView> parameters,

        @Schema(description = "When this version was created")
        Instant createdAt,

        @Schema(description = "Where the source is", example = "/v1/programs/collatz@2/source")
        String href) {

    /// A parameter of `main`.
    @Schema(name = "ProgramParameter")
    record ParameterView(
            @Schema(description = "The name of the member of \"input\"", example = "n")
            String name,

            @Schema(description = "Its type, as the source has it", example = "int", nullable = true) @Nullable
            String annotation,

            @Schema(description = "Whether it has no default value", example = "true")
            boolean required) {}

    static ProgramView of(ProgramVersion version, @Nullable Signature signature, BasePath base) {
        return new ProgramView(
                version.name(),
                version.version(),
                version.reference(),
                version.sha256(),
                version.description(),
                parameters(signature),
                version.createdAt(),
                link(version, base) + "/source");
    }

    /// @return the link to a version of a program
    static String link(ProgramVersion version, BasePath base) {
        return base.link("/v1/programs/" + version.reference());
    }

    static @Nullable List<ParameterView> parameters(@Nullable Signature signature) {
        return signature == null
                ? null
                : signature.parameters().stream()
                        .map(parameter ->
                                new ParameterView(parameter.name(), parameter.annotation(), parameter.isRequired()))
                        .toList();
    }
}
