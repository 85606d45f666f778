package dev.interleave.job.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.interleave.computation.ProgramError;
import dev.interleave.job.model.FailureReason;
import dev.interleave.job.model.Job;
import dev.interleave.job.model.JobFailure;
import dev.interleave.rest.link.BasePath;
import dev.interleave.rest.problem.ProblemType;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Why a job failed, in the form of an error.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "JobProblem")
record JobProblem(
        @Schema(
                type = "string",
                format = "uri-reference",
                description = "Which kind of problem: stable, and the path of a page that explains it",
                example = "/problems/timed-out",
                requiredMode = Schema.RequiredMode.REQUIRED)
        URI type,

        @Schema(description = "The kind of problem in words", requiredMode = Schema.RequiredMode.REQUIRED)
        String title,

        @Schema(
                description = "The HTTP status that it would have as an error",
                example = "422",
                requiredMode = Schema.RequiredMode.REQUIRED)
        int status,

        @Schema(description = "What happened", requiredMode = Schema.RequiredMode.REQUIRED)
        String detail,

        @Schema(description = "The path of the job") String instance,

        @Schema(description = "The class of the exception that ended its program", example = "ZeroDivisionError")
        @Nullable
        String exception,

        @Schema(description = "The message of that exception", example = "division by zero") @Nullable
        String message,

        @Schema(description = "The line of the program that raised it, from 1", example = "7") @Nullable
        Integer line,

        @Schema(description = "The places that it passed, the innermost last") @Nullable
        String traceback) {

    static @Nullable JobProblem of(Job job, BasePath base) {
        JobFailure failure = job.failure();
        if (failure == null) {
            return null;
        }
        ProblemType type = type(failure.reason());
        ProgramError error = failure.error();
        return new JobProblem(
                type.uri(base),
                type.title(),
                type.status(),
                failure.detail(),
                JobUris.job(base, job.id()),
                error == null ? null : error.exception(),
                error == null ? null : error.message(),
                error == null || error.line() == 0 ? null : error.line(),
                error == null ? null : error.traceback());
    }

    static ProblemType type(FailureReason reason) {
        return switch (reason) {
            case TIMED_OUT -> ProblemType.TIMED_OUT;
            case OUT_OF_MEMORY_BUDGET -> ProblemType.OUT_OF_MEMORY_BUDGET;
            case COMPUTATION_FAILED -> ProblemType.COMPUTATION_FAILED;
            case PROGRAM_FAILED -> ProblemType.PROGRAM_FAILED;
            case RECURSION -> ProblemType.RECURSION;
            case PREDECESSOR_FAILED -> ProblemType.PREDECESSOR_FAILED;
        };
    }
}
