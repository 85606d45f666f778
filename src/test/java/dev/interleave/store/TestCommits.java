package dev.interleave.store;

import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Lets the tests of other rooms have a group commit.
public final class TestCommits {

    private TestCommits() {}

    /// @param transactions of a database that has room for one writer
    /// @return to be closed
    public static GroupCommit of(PlatformTransactionManager transactions) {
        return new GroupCommit(new TransactionTemplate(transactions), new WriterLock(true), 1);
    }

    /// @param commits with one writer
    /// @return the same
    public static SerializedWriter single(GroupCommit commits) {
        return SerializedWriter.of(commits);
    }
}
