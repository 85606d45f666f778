package dev.interleave.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.sqlite.JDBC;

/// A full disk: the driver reports it at the commit, in an exception that Spring does not translate.
class FailedCommitTest {

    @Test
    void throwsTransactionException() {
        // given
        DataSource source = new SimpleDriverDataSource(new JDBC(), "jdbc:sqlite::memory:");
        try (GroupCommit commits =
                new GroupCommit(new TransactionTemplate(new FullDisk(source)), new WriterLock(true), 1)) {

            // then
            assertThatThrownBy(() -> commits.write(() -> "")).isInstanceOf(TransactionException.class);
        }
    }

    @Test
    void marksTheStoreAsFailingUntilACommitSucceeds() {
        // given
        DataSource source = new SimpleDriverDataSource(new JDBC(), "jdbc:sqlite::memory:");
        FullDisk disk = new FullDisk(source);
        try (GroupCommit commits = new GroupCommit(new TransactionTemplate(disk), new WriterLock(true), 1)) {
            assertThat(commits.isFailing()).isFalse();

            // when
            assertThatThrownBy(() -> commits.write(() -> "")).isInstanceOf(TransactionException.class);
            assertThat(commits.isFailing()).isTrue();
            disk.full = false;
            commits.write(() -> "");

            // then
            assertThat(commits.isFailing()).isFalse();
            assertThatThrownBy(() -> commits.write(() -> {
                        throw new DuplicateKeyException("a violated constraint");
                    }))
                    .isInstanceOf(DuplicateKeyException.class);
            assertThat(commits.isFailing()).isFalse();
        }
    }

    private static final class FullDisk extends JdbcTransactionManager {

        private volatile boolean full = true;

        private FullDisk(DataSource source) {
            super(source);
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            if (!full) {
                super.doCommit(status);
                return;
            }
            throw new TransactionSystemException("JDBC commit failed", new SQLException("disk I/O error"));
        }
    }
}
