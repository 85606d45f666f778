/// Distributed traces: from the request that submits a job, through its run, to the deliveries that tell of it.
///
/// [RequestTrace] tells in which trace a request came; that is kept with the job, so it outlives the process.
/// [JobSpans] makes a span of each job that has ended, from the record alone; [Spans] opens others. Without a
/// collector in the configuration there are no spans, and what came in is passed on. [LogContext] puts the ids
/// on log lines.
@ApplicationModule(
        displayName = "Tracing",
        allowedDependencies = {"job", "job :: model", "job :: origin"})
@NullMarked
package dev.interleave.tracing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
