/// Runs jobs on the event loop of this instance.
///
/// Read in the order in which a job passes: `submission` accepts it and stores it, `admission` reserves its
/// memory, `run` holds it while it is on the loop, `checkpoint` saves it, `await` takes its program off the
/// loop while that waits, `completion` persists its result. `waiting` queues jobs that have waited for other
/// jobs or a time. `control` cancels, pauses and resumes. `instance` identifies the instances that share a
/// database, `cluster` keeps their leases and takes over the jobs of those that are gone, `metrics` measures.
/// [EventLoopLifecycle] starts and stops all of it.
@ApplicationModule(
        displayName = "Execution",
        allowedDependencies = {
            "arithmetic",
            "computation",
            "computation :: await",
            "computation :: factorial",
            "eventloop",
            "eventloop :: fair",
            "job",
            "job :: await",
            "job :: content",
            "job :: model",
            "job :: origin",
            "job :: plan",
            "store",
            "supervision",
            "tracing"
        })
@NullMarked
package dev.interleave.execution;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
