package dev.interleave.job.web.read;

import dev.interleave.job.web.JobView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// A page of jobs.
@Schema(name = "JobList", description = "Some jobs")
record JobListView(
        @Schema(description = "May be fewer than asked for, even none, although more follow")
        List<JobView> jobs,

        @Schema(description = "For the next page; empty when there is none", example = "")
        String nextPageToken) {}
