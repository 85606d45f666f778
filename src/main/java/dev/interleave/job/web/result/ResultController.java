package dev.interleave.job.web.result;

import static io.swagger.v3.oas.annotations.enums.ParameterIn.HEADER;

import dev.interleave.computation.ValueKind;
import dev.interleave.job.JobReader;
import dev.interleave.job.ResultReader;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobResult;
import dev.interleave.job.web.OwnershipGuard;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.problem.Problems;
import dev.interleave.rest.request.QueryParameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationManager;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/// Serves results, streamed from the store in whatever form, whole or in ranges.
@RestController
@RequestMapping("/v1/jobs")
@Tag(name = "Jobs")
class ResultController {

    private static final int DECIMAL = 10;

    private final JobReader reader;
    private final OwnershipGuard own;
    private final ResultReader resultReader;
    private final ContentNegotiationManager negotiation;

    ResultController(
            JobReader reader,
            ResultReader resultReader,
            ContentNegotiationManager mvcContentNegotiationManager,
            OwnershipGuard own) {
        this.reader = reader;
        this.own = own;
        this.resultReader = resultReader;
        this.negotiation = mvcContentNegotiationManager;
    }

    @GetMapping(
            path = "/{id}/result",
            produces = {
                MediaType.TEXT_PLAIN_VALUE,
                MediaType.APPLICATION_OCTET_STREAM_VALUE,
                MediaType.APPLICATION_JSON_VALUE
            })
    @QueryParameters("radix")
    @Operation(
            operationId = "getResult",
            summary = "Download the result",
            description =
                    "Streams the result in the form that `Accept` selects. Byte ranges and conditional requests are supported.",
            parameters = {
                @Parameter(
                        in = HEADER,
                        name = "Range",
                        description = "Only these bytes of it",
                        schema = @Schema(type = "string"),
                        example = "bytes=0-99"),
                @Parameter(
                        in = HEADER,
                        name = "If-Range",
                        description = "The ETag that the range belongs to",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = HEADER,
                        name = "If-None-Match",
                        description = "The ETag of an earlier answer: 304 if it is still that",
                        schema = @Schema(type = "string")),
                @Parameter(
                        in = HEADER,
                        name = "If-Match",
                        description = "The ETag that the result must have: 412 if it has another",
                        schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "All of it",
            headers = {@Header(name = "ETag"), @Header(name = "Accept-Ranges")},
            content = {
                @Content(
                        mediaType = MediaType.TEXT_PLAIN_VALUE,
                        schema = @Schema(type = "string"),
                        examples = @ExampleObject("\"479001600\"")),
                @Content(
                        mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                        schema =
                                @Schema(
                                        type = "string",
                                        format = "binary",
                                        description = "Octets, or the magnitude of a natural number, the highest byte "
                                                + "first")),
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema =
                                @Schema(
                                        format = "json",
                                        description =
                                                "The digits of an integer as the member \"value\" of an object, or any "
                                                        + "other value as itself"),
                        examples = @ExampleObject("{\"value\": \"479001600\"}"))
            })
    @ApiResponse(
            responseCode = "206",
            description = "The range asked for",
            headers = {@Header(name = "Content-Range"), @Header(name = "ETag"), @Header(name = "Accept-Ranges")},
            content =
                    @Content(
                            mediaType = MediaType.ALL_VALUE,
                            schema =
                                    @Schema(
                                            type = "string",
                                            description = "In the same form, or multipart/byteranges")))
    @ApiResponse(
            responseCode = "304",
            description = "Not changed since the ETag given",
            headers = @Header(name = "ETag"),
            content = @Content)
    @Problems({
        ProblemType.NOT_FOUND,
        ProblemType.JOB_NOT_FINISHED,
        ProblemType.JOB_HAS_NO_RESULT,
        ProblemType.RESULT_EXPIRED,
        ProblemType.PRECONDITION_FAILED,
        ProblemType.RANGE_NOT_SATISFIABLE,
        ProblemType.TOO_MANY_DOWNLOADS
    })
    @Nullable
    ResponseEntity<Resource> result(
            @PathVariable String id,
            @Parameter(
                            description = "10 or 16; for text and JSON",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"10", "16"},
                                            defaultValue = "10"))
                    @RequestParam(required = false)
                    @Nullable
                    String radix,
            @Parameter(hidden = true) ServletWebRequest request)
            throws HttpMediaTypeNotAcceptableException, IOException {
        int base = radix(radix);
        Job job = reader.get(own.id(id));
        JobResult result = reader.result(job);
        if (base != DECIMAL && result.kind() != ValueKind.INTEGER) {
            throw new ProblemException(
                    ProblemType.INVALID_PARAMETER, "radix is for integers, and this result is none: leave it out.");
        }
        ResultRepresentation form = ResultRepresentation.best(negotiation.resolveMediaTypes(request), result);
        ContentResource resource = new ContentResource(form.content(resultReader, job, result, base));
        return new RangeResponse(
                        request, form.eTag(result, base), job.timestamps().finishedAt(), form.mediaType())
                .of(resource);
    }

    private static int radix(@Nullable String text) {
        return switch (text) {
            case null -> DECIMAL;
            case "10" -> DECIMAL;
            case "16" -> ResultRepresentation.HEX;
            default -> throw new ProblemException(ProblemType.INVALID_PARAMETER, "radix must be 10 or 16.");
        };
    }
}
