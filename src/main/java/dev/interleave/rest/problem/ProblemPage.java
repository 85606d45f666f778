package dev.interleave.rest.problem;

import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;

/// The content of a problem page: one problem type, or all. Immutable.
record ProblemPage(String title, List<Entry> problems) {

    static ProblemPage of(ProblemType type) {
        return new ProblemPage(type.title(), List.of(Entry.of(type)));
    }

    static ProblemPage of(String title, List<ProblemType> types) {
        return new ProblemPage(title, types.stream().map(Entry::of).toList());
    }

    @Schema(name = "ProblemType")
    record Entry(
            @Schema(type = "string", format = "uri-reference", example = "/problems/invalid-input")
            URI type,

            String title,
            int status,
            String explanation) {

        static Entry of(ProblemType type) {
            return new Entry(type.uri(), type.title(), type.status(), type.explanation());
        }
    }
}
