package dev.interleave.job.model;

/// What happened to a job apart from its run. Immutable.
///
/// @param attempt the number of the latest attempt, from 1
/// @param revision the number of changes by clients and of new attempts so far
public record JobHistory(int attempt, int revision) {

    static final JobHistory NEW = new JobHistory(1, 0);

    JobHistory revised() {
        return new JobHistory(attempt, revision + 1);
    }

    JobHistory attempted() {
        return new JobHistory(attempt + 1, revision + 1);
    }
}
