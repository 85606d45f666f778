package dev.interleave.rest.problem;

import dev.interleave.rest.link.BasePath;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The pages that the `type` of every problem points to.
@RestController
@Tag(name = "Problems")
@RequestMapping(
        path = "/problems",
        produces = {MediaType.TEXT_HTML_VALUE, MediaType.APPLICATION_JSON_VALUE})
@ApiResponse(
        responseCode = "200",
        description = "An explanation for people, or the same as JSON",
        content = {
            @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string")),
            @Content(mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = ProblemPage.class))
        })
public class ProblemPages {

    @GetMapping
    @Operation(
            operationId = "listProblems",
            summary = "List the problem types and their fixes",
            description =
                    "Returns all values of `type` in errors, each with its title and what to do. HTML for browsers, JSON otherwise.")
    ProblemPage all(HttpServletRequest request) {
        return ProblemPage.of(BasePath.of(request), "Problems", List.of(ProblemType.values()));
    }

    @GetMapping("/{slug}")
    @Operation(
            operationId = "getProblem",
            summary = "Get one problem type and its fix",
            description = "Explains one value of `type` in errors. HTML for browsers, JSON otherwise.")
    @Problems(ProblemType.NOT_FOUND)
    ProblemPage one(@PathVariable("slug") String slug, HttpServletRequest request) {
        return ProblemType.bySlug(slug)
                .map(type -> ProblemPage.of(BasePath.of(request), type))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "There is no such problem; GET /problems lists all of them."));
    }
}
