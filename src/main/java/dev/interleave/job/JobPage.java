package dev.interleave.job;

import dev.interleave.job.model.Job;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One page of a list, the newest job first. Immutable.
///
/// @param jobs may be fewer than asked for, even none, although more follow
/// @param next where the next page begins: below this id; null when there is none
public record JobPage(List<Job> jobs, @Nullable UUID next) {}
