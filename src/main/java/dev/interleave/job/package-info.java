/// Jobs and their state machine.
///
/// A [dev.interleave.job.model.Job] is an immutable record of one submitted computation; its methods are the
/// transitions that its [dev.interleave.job.model.JobState] allows. [JobStore] is the port to the database
/// (`job.jdbc` is the adapter). [JobSubmitter], [JobCanceller], [JobPauser] and [RunningJobView] are the ports
/// to the module `execution`. `job.web` is the HTTP API.
@ApplicationModule(
        displayName = "Jobs",
        allowedDependencies = {
            "access",
            "computation",
            "computation :: catalogue",
            "language",
            "language :: syntax",
            "program",
            "program :: request",
            "program :: run",
            "rest :: idempotency",
            "rest :: json",
            "rest :: link",
            "rest :: problem",
            "rest :: request",
            "rest :: sse",
            "store"
        })
@NullMarked
package dev.interleave.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
