package dev.interleave.job;

import dev.interleave.job.model.Job;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One page of a list. Immutable.
///
/// @param jobs may be fewer than requested, even none, although more follow
/// @param next the next page begins behind this id; null if there is none
public record JobPage(List<Job> jobs, @Nullable UUID next) {}
