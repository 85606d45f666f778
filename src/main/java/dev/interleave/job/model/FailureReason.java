package dev.interleave.job.model;

/// Why a job failed. The names are stored with the job.
public enum FailureReason {

    /// The job did not finish within its timeout.
    TIMED_OUT,

    /// The job needed more memory than was left, or than a program may use.
    OUT_OF_MEMORY_BUDGET,

    /// The computation stopped with an error.
    COMPUTATION_FAILED,

    /// The program raised an exception that it did not handle.
    PROGRAM_FAILED,

    /// The program had too many nested calls.
    RECURSION,

    /// A job, after which the job was to run, failed or was cancelled.
    PREDECESSOR_FAILED;

    /// @return whether another attempt may succeed
    public boolean canPass() {
        return switch (this) {
            case TIMED_OUT, OUT_OF_MEMORY_BUDGET, COMPUTATION_FAILED -> true;
            case PROGRAM_FAILED, RECURSION, PREDECESSOR_FAILED -> false;
        };
    }
}
