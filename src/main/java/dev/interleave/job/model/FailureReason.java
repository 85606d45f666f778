package dev.interleave.job.model;

/// Why a job failed. The names are stored with the job.
public enum FailureReason {

    /// The job did not finish within its timeout.
    TIMED_OUT,

    /// The job needed more memory than was left.
    OUT_OF_MEMORY_BUDGET,

    /// The computation stopped with an error.
    COMPUTATION_FAILED
}
