package dev.interleave.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.sqlite.JDBC;

/// The disk is full, which the driver reports when it commits, and in no words that Spring knows.
class FailedCommitTest {

    @Test
    void isToldAsAFailureOfTheStore() {
        // given
        DataSource source = new SimpleDriverDataSource(new JDBC(), "jdbc:sqlite::memory:");
        try (GroupCommit commits =
                new GroupCommit(new TransactionTemplate(new FullDisk(source)), new WriterLock(true))) {

            // then
            assertThatThrownBy(() -> commits.write(() -> "")).isInstanceOf(TransactionException.class);
        }
    }

    private static final class FullDisk extends JdbcTransactionManager {

        private FullDisk(DataSource source) {
            super(source);
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            throw new TransactionSystemException("JDBC commit failed", new SQLException("disk I/O error"));
        }
    }
}
