package dev.interleave.job.web.submit;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// The body of `POST /v1/jobs/batch` in the API documentation.
@Schema(name = "SubmitBatch")
record BatchRequest(
        @ArraySchema(
                minItems = 1,
                maxItems = JobSpecReader.MAX_BATCH,
                arraySchema = @Schema(requiredMode = Schema.RequiredMode.REQUIRED))
        List<SubmitRequest> jobs) {}
