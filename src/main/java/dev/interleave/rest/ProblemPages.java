package dev.interleave.rest;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The pages that the `type` of every problem points to.
@RestController
@RequestMapping(
        path = "/problems",
        produces = {MediaType.TEXT_HTML_VALUE, MediaType.APPLICATION_JSON_VALUE})
class ProblemPages {

    @GetMapping
    @Operation(summary = "All kinds of problems, and how to mend them")
    ProblemPage all() {
        return ProblemPage.of("Problems", List.of(ProblemType.values()));
    }

    @GetMapping("/{slug}")
    @Operation(summary = "One kind of problem, and how to mend it")
    ProblemPage one(@PathVariable("slug") String slug) {
        return ProblemType.bySlug(slug)
                .map(ProblemPage::of)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "There is no such problem; GET /problems lists all of them."));
    }
}
