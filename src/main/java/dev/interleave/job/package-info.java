/// What a job is, and every lawful change of its state.
///
/// A [dev.interleave.job.model.Job] is an immutable record of one submitted computation; its methods are the moves that
/// its [dev.interleave.job.model.JobState]
/// allows. [JobStore] is the port to where jobs are kept (`job.jdbc` is the adapter), [JobRunner] the port to
/// whoever runs them (the room `execution`), and `job.web` the HTTP door.
@ApplicationModule(
        displayName = "Jobs",
        allowedDependencies = {
            "access",
            "computation",
            "computation :: catalogue",
            "rest :: json",
            "rest :: problem",
            "rest :: request",
            "rest :: sse",
            "store"
        })
@NullMarked
package dev.interleave.job;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
