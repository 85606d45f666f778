package dev.interleave.store;

/// A group commit whose transactions follow one another on this instance: for writes that lock something that
/// all of their kind need. Among the other writers, one of them would hold up the writes that share its
/// transaction, and several of them could lock each other out. Thread-safe.
public final class SerializedWriter implements AutoCloseable {

    private final GroupCommit commits;
    private final boolean owned;

    private SerializedWriter(GroupCommit commits, boolean owned) {
        this.commits = commits;
        this.owned = owned;
    }

    /// @param commits that has one writer anyway
    /// @return the same
    static SerializedWriter of(GroupCommit commits) {
        return new SerializedWriter(commits, false);
    }

    /// @param commits with one writer, for nobody else
    /// @return closes it when it is closed
    static SerializedWriter owning(GroupCommit commits) {
        return new SerializedWriter(commits, true);
    }

    /// As [GroupCommit#write(GroupCommit.Together, Object)].
    ///
    /// @param <T> what is to be written
    /// @param <R> what becomes of it
    /// @param how the same object for all items of the sort
    /// @param item to be written
    /// @return what became of it, once that is durable
    public <T, R> R write(GroupCommit.Together<T, R> how, T item) {
        return commits.write(how, item);
    }

    @Override
    public void close() {
        if (owned) {
            commits.close();
        }
    }
}
