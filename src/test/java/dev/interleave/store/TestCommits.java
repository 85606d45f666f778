package dev.interleave.store;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes writers for the tests of other modules.
public final class TestCommits {

    private TestCommits() {}

    /// @param transactions the transactions of a database that allows one writer at a time
    /// @return a group commit that the caller closes
    public static GroupCommit of(PlatformTransactionManager transactions) {
        return new GroupCommit(new TransactionTemplate(transactions), new WriterLock(true), 1);
    }

    /// @param commits a group commit with one writer
    /// @return a serialized view of it
    public static SerializedWriter single(GroupCommit commits) {
        return SerializedWriter.of(commits);
    }
}
