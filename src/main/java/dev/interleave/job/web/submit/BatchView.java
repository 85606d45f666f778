package dev.interleave.job.web.submit;

import dev.interleave.job.web.JobView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// The JSON of a batch.
@Schema(name = "JobBatch", description = "The accepted jobs, in the order of the request")
record BatchView(List<JobView> jobs) {}
