package dev.interleave.store;

/// A group commit with one transaction at a time on this instance, for writes that lock rows which every write of
/// their kind needs. With the other writers, such a write would delay the writes of its transaction, and several
/// of them could deadlock. Thread-safe.
public final class SerializedWriter implements AutoCloseable {

    private final GroupCommit commits;
    private final boolean owned;

    private SerializedWriter(GroupCommit commits, boolean owned) {
        this.commits = commits;
        this.owned = owned;
    }

    /// @param commits a group commit with one writer
    /// @return a view of it that does not close it
    static SerializedWriter of(GroupCommit commits) {
        return new SerializedWriter(commits, false);
    }

    /// @param commits a group commit with one writer, not shared
    /// @return a view of it that closes it
    static SerializedWriter owning(GroupCommit commits) {
        return new SerializedWriter(commits, true);
    }

    /// Writes as [GroupCommit#write(GroupCommit.BatchOperation, Object)] does.
    ///
    /// @param <T> the type of the item
    /// @param <R> the type of the result
    /// @param operation the operation; the same object for all items to batch
    /// @param item the item to write
    /// @return the result, after the commit
    /// @throws RuntimeException as with [GroupCommit#write(java.util.function.Supplier)]
    public <T, R> R write(GroupCommit.BatchOperation<T, R> operation, T item) {
        return commits.write(operation, item);
    }

    @Override
    public void close() {
        if (owned) {
            commits.close();
        }
    }
}
