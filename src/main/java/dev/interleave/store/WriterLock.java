package dev.interleave.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Lets one writer at a time into a database that has room for one, first come, first served. Without it,
/// writers would poll for the lock in the file, and a busy one would starve the others. Thread-safe.
public final class WriterLock {

    private final Semaphore turn = new Semaphore(1, true);
    private final boolean needed;

    /// @param needed whether the database has room for one writer only
    WriterLock(boolean needed) {
        this.needed = needed;
    }

    /// @param action done when it is the caller's turn
    void hold(Runnable action) {
        if (!needed) {
            action.run();
            return;
        }
        turn.acquireUninterruptibly();
        try {
            action.run();
        } finally {
            turn.release();
        }
    }

    /// A source of connections each of which has its turn from the time it is taken to the time it is closed.
    ///
    /// @param target where they come from
    /// @return for writers that do not use the group commit
    public DataSource guard(DataSource target) {
        return needed ? new Guarded(target) : target;
    }

    private final class Guarded extends DelegatingDataSource {

        private Guarded(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            turn.acquireUninterruptibly();
            try {
                return releasing(obtainTargetDataSource().getConnection());
            } catch (SQLException | RuntimeException | Error e) {
                turn.release();
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
                                turn.release();
                            }
                        }
                    });
        }
    }
}
