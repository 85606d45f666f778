package dev.interleave.job.model;

import org.jspecify.annotations.Nullable;

/// How far a job has come.
///
/// @param steps how often it was stepped
/// @param totalSteps how many steps it takes, or null where that is not known beforehand
/// @param rounds how many rounds the loop took from the job's admission to its end or to now, its own included
/// @param fraction from 0 to 1; never less than before, unless the job starts again
public record Progress(long steps, @Nullable Long totalSteps, long rounds, double fraction) {

    /// @param totalSteps how many steps it takes, or null where that is not known beforehand
    /// @return of a job that was never stepped
    static Progress none(@Nullable Long totalSteps) {
        return new Progress(0, totalSteps, 0, 0);
    }

    /// @param steps how often it was stepped
    /// @param totalSteps how many steps it takes
    /// @param rounds how many rounds the loop took
    /// @return with the fraction that follows from the steps
    public static Progress of(long steps, long totalSteps, long rounds) {
        double fraction = totalSteps == 0 ? 0 : Math.min(1, (double) steps / totalSteps);
        return new Progress(steps, totalSteps, rounds, fraction);
    }

    /// @return of a job that has succeeded
    Progress complete() {
        return new Progress(steps, totalSteps, rounds, 1);
    }

    Progress restarted() {
        return none(totalSteps);
    }
}
