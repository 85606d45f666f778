/// Runs jobs: admits them to the event loop, hears of their end, and has that recorded.
///
/// [LocalJobRunner] is the door. A job that is let in by [dev.interleave.execution.admission.MemoryBudget] becomes a
/// task of the loop ([dev.interleave.execution.submission.JobLauncher]);
/// its end leaves the loop through [dev.interleave.execution.completion.CompletionQueue], where results are turned into
/// digits and recorded, many at a
/// time. What finds no room waits in the store, and [dev.interleave.execution.submission.QueuePoller] lets it in when
/// there is some. [Recovery]
/// queues again what the last process left running.
@ApplicationModule(
        displayName = "Execution",
        allowedDependencies = {
            "arithmetic",
            "computation",
            "computation :: factorial",
            "eventloop",
            "eventloop :: fair",
            "job",
            "job :: content",
            "job :: model",
            "store",
            "tracing"
        })
@NullMarked
package dev.interleave.execution;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
