package dev.interleave.store;

import java.util.function.Supplier;

/// A group commit whose transactions follow one another on this instance: for writes that lock something that
/// all of their kind need. Among the other writers, one of them would hold up the writes that share its
/// transaction, and several of them could lock each other out. Thread-safe.
public final class SingleWriter implements AutoCloseable {

    private final GroupCommit commits;
    private final boolean owned;

    private SingleWriter(GroupCommit commits, boolean owned) {
        this.commits = commits;
        this.owned = owned;
    }

    /// @param commits that has one writer anyway
    /// @return the same
    static SingleWriter of(GroupCommit commits) {
        return new SingleWriter(commits, false);
    }

    /// @param commits with one writer, for nobody else
    /// @return closes it when it is closed
    static SingleWriter owning(GroupCommit commits) {
        return new SingleWriter(commits, true);
    }

    /// As [GroupCommit#write(Supplier)].
    ///
    /// @param <T> what it returns
    /// @param write uses the transaction it finds; may be run more than once, only the last time counts
    /// @return what it returned, once that is durable
    public <T> T write(Supplier<T> write) {
        return commits.write(write);
    }

    @Override
    public void close() {
        if (owned) {
            commits.close();
        }
    }
}
