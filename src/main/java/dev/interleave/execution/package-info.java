/// Runs jobs: admits them to the event loop, hears of their end, and has that recorded.
///
/// [LocalJobRunner] is the door. A job that is let in by [Admission] becomes a task of the loop ([Launcher]);
/// its end leaves the loop through [Completions], where results are turned into digits and recorded, many at a
/// time. What finds no room waits in the store, and [QueuePump] lets it in when there is some. [Recovery]
/// queues again what the last process left running.
@ApplicationModule(
        displayName = "Execution",
        allowedDependencies = {"job", "computation", "eventloop", "arithmetic", "rest", "store", "tracing"})
@NullMarked
package dev.interleave.execution;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
