package dev.interleave.job.model;

/// The right of an instance to run a job and persist its completion. Immutable.
///
/// @param instance the process that holds it
/// @param epoch grows with every new holder, so that an old one is told apart from itself
public record Lease(String instance, long epoch) {

    /// No instance holds or held the job.
    static final Lease NONE = new Lease("", 0);

    Lease takenBy(String newInstance) {
        return new Lease(newInstance, epoch + 1);
    }

    Lease givenBack() {
        return new Lease("", epoch);
    }
}
