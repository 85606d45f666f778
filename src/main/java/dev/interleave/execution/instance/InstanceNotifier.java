package dev.interleave.execution.instance;

import java.util.UUID;

/// The other instances on the same database. Thread-safe. What is told to them may get lost: nothing must
/// depend on it but speed.
public interface InstanceNotifier {

    /// What another instance is asked to do with a job that it runs.
    enum Order {
        /// End it.
        CANCEL,
        /// Save it, and take it out of the loop.
        PAUSE
    }

    /// @return nobody
    static InstanceNotifier none() {
        return new LocalInstanceNotifier();
    }

    /// @return whether there are others, as far as is known
    boolean exist();

    /// Tells that jobs wait, so that whoever has room takes them.
    void jobsWait();

    /// @param order what to do
    /// @param job that another instance runs
    void ask(Order order, UUID job);
}
