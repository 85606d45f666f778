package dev.interleave.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// A fair lock for databases that allow one writer at a time. Without it, writers would poll for the lock of the
/// database file, and a busy writer would starve the others. Thread-safe.
public final class WriterLock {

    private final Semaphore permit = new Semaphore(1, true);
    private final boolean needed;

    /// @param needed whether the database allows only one writer at a time
    WriterLock(boolean needed) {
        this.needed = needed;
    }

    /// @param action runs while the lock is held
    void hold(Runnable action) {
        if (!needed) {
            action.run();
            return;
        }
        permit.acquireUninterruptibly();
        try {
            action.run();
        } finally {
            permit.release();
        }
    }

    /// Makes a data source whose connections hold the lock from the time they are taken until they are closed.
    /// It is for writers that do not use the group commit.
    ///
    /// @param target the data source that provides the connections
    /// @return the guarded data source
    public DataSource guard(DataSource target) {
        return needed ? new Guarded(target) : target;
    }

    private final class Guarded extends DelegatingDataSource {

        private Guarded(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            permit.acquireUninterruptibly();
            try {
                return releasing(obtainTargetDataSource().getConnection());
            } catch (SQLException | RuntimeException | Error e) {
                permit.release();
                throw e;
            }
        }

        private Connection releasing(Connection connection) {
            AtomicBoolean closed = new AtomicBoolean();
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        } finally {
                            if (method.getName().equals("close") && closed.compareAndSet(false, true)) {
                                permit.release();
                            }
                        }
                    });
        }
    }
}
