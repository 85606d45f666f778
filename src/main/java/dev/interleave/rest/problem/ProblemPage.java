package dev.interleave.rest.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.interleave.rest.link.BasePath;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;

/// The content of a problem page: one problem type, or all. Immutable.
///
/// @param base the base path of the request
record ProblemPage(
        String title,
        List<Entry> problems,
        @JsonIgnore @Schema(hidden = true) BasePath base) {

    static ProblemPage of(BasePath base, ProblemType type) {
        return of(base, type.title(), List.of(type));
    }

    static ProblemPage of(BasePath base, String title, List<ProblemType> types) {
        return new ProblemPage(
                title, types.stream().map(type -> Entry.of(base, type)).toList(), base);
    }

    @Schema(name = "ProblemType")
    record Entry(
            @Schema(type = "string", format = "uri-reference", example = "/problems/invalid-input")
            URI type,

            String title,
            int status,
            String explanation) {

        static Entry of(BasePath base, ProblemType type) {
            return new Entry(type.uri(base), type.title(), type.status(), type.explanation());
        }
    }
}
