package dev.interleave.execution.await;

import dev.interleave.job.model.Job;
import java.util.List;

/// A wait that is ready to be stored. Immutable.
///
/// @param before the running job
/// @param after the waiting job, with a checkpoint that is written but not recorded
/// @param children the jobs to insert
record PreparedAwait(Job before, Job after, List<Job> children) {}
