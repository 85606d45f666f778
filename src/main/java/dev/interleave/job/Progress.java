package dev.interleave.job;

import org.jspecify.annotations.Nullable;

/// How far a job has come.
///
/// @param steps how often it was stepped
/// @param totalSteps how many steps it takes, or null where that is not known beforehand
/// @param rounds how many rounds the loop took from the job's admission to its end or to now, its own included
public record Progress(long steps, @Nullable Long totalSteps, long rounds) {

    /// @return from 0 to 1
    public double fraction() {
        return totalSteps == null || totalSteps == 0 ? 0 : Math.min(1, (double) steps / totalSteps);
    }

    Progress restarted() {
        return new Progress(0, totalSteps, 0);
    }
}
