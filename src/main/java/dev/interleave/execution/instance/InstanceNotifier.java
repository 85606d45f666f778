package dev.interleave.execution.instance;

import java.util.UUID;

/// Port to the other instances on the same database. Thread-safe. Notifications may be lost: they save time,
/// and nothing else depends on them.
public interface InstanceNotifier {

    /// What another instance is asked to do with a job that it runs.
    enum Command {
        /// End it.
        CANCEL,
        /// Save it, and take it out of the loop.
        PAUSE,
        /// Read its labels and its priority again.
        REFRESH
    }

    /// @return a notifier without other instances
    static InstanceNotifier none() {
        return new LocalInstanceNotifier();
    }

    /// @return whether there are others, as far as is known
    boolean hasOthers();

    /// Announces queued jobs, so that an instance with room claims them.
    void announceQueuedJobs();

    /// @param command what to do
    /// @param job that another instance runs
    void send(Command command, UUID job);
}
