package dev.interleave.job.model;

/// Who may run a job and record its end.
///
/// @param instance the process that holds it
/// @param epoch grows with every new holder, so that an old one is told apart from itself
public record Lease(String instance, long epoch) {

    /// Nobody holds the job, and nobody ever did.
    static final Lease NONE = new Lease("", 0);

    Lease takenBy(String newInstance) {
        return new Lease(newInstance, epoch + 1);
    }

    Lease givenBack() {
        return new Lease("", epoch);
    }
}
